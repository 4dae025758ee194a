package dev.guildhall.delivery;

import dev.guildhall.platform.id.IdText;
import dev.guildhall.platform.json.StrictJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a delivery consists of: each file with its size and SHA-256, and where the data come from.
 */
record Manifest(JsonObject json) {

  static final String FILE = "manifest.json";

  /** One file. */
  record Entry(String path, long bytes, String sha256, String what) {}

  /** The manifest of the files that lie in {@code folder}. */
  static Manifest of(
      Delivery delivery,
      JsonObject facts,
      String parquetWriter,
      Path folder,
      Map<String, String> files)
      throws IOException {
    var entries = new JsonArray();
    for (var file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      entries.add(
          StrictJson.toObject(
              new Entry(file.getKey(), Files.size(path), sha256(path), file.getValue())));
    }
    return new Manifest(
        new JsonObject()
            .put("format", 1)
            .put("delivery_id", delivery.id().toString())
            .put("project_id", IdText.print("prj", delivery.project()))
            .put("version", delivery.version())
            .put("cut_at", delivery.cutAt().toString())
            .put("guideline_version", facts.getInteger("guideline_version"))
            .put(
                "counts",
                new JsonObject()
                    .put("submissions", delivery.submissions())
                    .put("answers", facts.getLong("answers"))
                    .put("training_rows", facts.getLong("training"))
                    .put("workers", facts.getLong("workers"))
                    .put("gold_submissions", facts.getLong("gold_submissions")))
            .put("tools", new JsonObject().put("parquet", parquetWriter))
            .put("files", entries));
  }

  /** The file itself. */
  byte[] bytes() {
    return (StrictJson.canonical(json) + '\n').getBytes(StandardCharsets.UTF_8);
  }

  String sha256() {
    return HexFormat.of().formatHex(digest().digest(bytes()));
  }

  /** The files that it lists. */
  List<Entry> files() {
    return json.getJsonArray("files").stream()
        .map(entry -> StrictJson.convert((JsonObject) entry, Entry.class))
        .toList();
  }

  /** All files, this one last. */
  List<Entry> entries() {
    var itself =
        new Entry(FILE, bytes().length, sha256(), "Every other file with its bytes and SHA-256");
    return Stream.concat(files().stream(), Stream.of(itself)).toList();
  }

  Optional<Entry> entry(String path) {
    return entries().stream().filter(entry -> entry.path().equals(path)).findFirst();
  }

  private static String sha256(Path file) throws IOException {
    var digest = digest();
    try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
