package dev.guildhall.delivery;

import dev.guildhall.platform.sql.Database;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes the folder of a frozen delivery out of its items: always the same bytes. Blocks; runs on a
 * platform thread. A folder appears under its name only when it is whole.
 */
final class FolderWorkflow {

  private static final int LINES_AT_A_TIME = 200;

  private final Database database;
  private final Path root;
  private final DeliveryRepository repository = new DeliveryRepository();

  /** Folders lie under {@code root}, by delivery id. */
  FolderWorkflow(Database database, Path root) {
    this.database = database;
    this.root = root;
  }

  Path folder(DeliveryId id) {
    return root.resolve(id.toString());
  }

  boolean isBuilt(DeliveryId id) {
    return Files.exists(folder(id).resolve(Manifest.FILE));
  }

  /**
   * Builds the folder, in place of one that is there.
   *
   * @throws IllegalStateException when the delivery has a manifest and the files come out otherwise
   */
  Manifest build(Delivery delivery) throws IOException, SQLException, TimeoutException {
    Files.createDirectories(root);
    Path work = Files.createTempDirectory(root, ".building-");
    try {
      var manifest = checked(delivery, fill(delivery, work));
      Files.write(work.resolve(Manifest.FILE), manifest.bytes());
      remove(folder(delivery.id()));
      Files.move(work, folder(delivery.id()), StandardCopyOption.ATOMIC_MOVE);
      return manifest;
    } finally {
      remove(work);
    }
  }

  private Manifest fill(Delivery delivery, Path work)
      throws IOException, SQLException, TimeoutException {
    var facts = Objects.requireNonNull(delivery.facts(), "the delivery is not frozen");
    var tables = Table.of(facts.getString("kind"), facts.getJsonObject("template"));
    var files = new LinkedHashMap<String, String>();
    Path spill = work.resolve(".spill");
    for (Table table : tables) {
      writeTable(delivery.id(), table, work, spill);
      files.putAll(table.files());
    }
    remove(spill);
    writeTexts(delivery, facts, tables, work, files);
    return Manifest.of(delivery, facts, ParquetFile.writer(), work, files);
  }

  private void writeTable(DeliveryId id, Table table, Path work, Path spill)
      throws IOException, SQLException, TimeoutException {
    Path lines = work.resolve(table.jsonl());
    writeLines(id, table.part(), lines);
    if (table.withCsv()) {
      CsvFile.write(lines, work.resolve(table.csv()), table.columns());
    }
    ParquetFile.write(lines, work.resolve(table.parquet()), table.columns(), spill);
  }

  private void writeLines(DeliveryId id, Part part, Path file)
      throws IOException, TimeoutException {
    try (var writer = Files.newBufferedWriter(file)) {
      long written = 0;
      List<String> lines;
      do {
        long after = written;
        lines =
            database
                .read(tx -> repository.lines(tx, id, part, after, LINES_AT_A_TIME))
                .await(30, TimeUnit.SECONDS);
        for (String line : lines) {
          writer.append(line).append('\n');
        }
        written += lines.size();
      } while (lines.size() == LINES_AT_A_TIME);
    }
  }

  private static void writeTexts(
      Delivery delivery, JsonObject facts, List<Table> tables, Path work, Map<String, String> files)
      throws IOException {
    Files.writeString(work.resolve("guideline.md"), facts.getString("guideline", ""));
    files.put("guideline.md", "The guideline that workers followed");
    Files.writeString(work.resolve("README.md"), new DataCard(delivery, facts, tables).markdown());
    files.put("README.md", "The data card");
  }

  /** The stored manifest where there is one, once the files agree with it. */
  private static Manifest checked(Delivery delivery, Manifest made) {
    if (delivery.manifest() == null) {
      return made;
    }
    var stored = new Manifest(delivery.manifest());
    for (var entry : made.files()) {
      if (!stored.files().contains(entry)) {
        throw new IllegalStateException(
            "the files of "
                + delivery.id()
                + " came out otherwise than its manifest says: "
                + entry);
      }
    }
    return stored;
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
