package dev.guildhall.platform.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A Lua script of {@code src/main/resources/lua}, known to Redis by its SHA-1. */
public record Script(String name, String text, String sha1) {

  /** Loads {@code lua/<name>.lua} from the class path. */
  public static Script load(String name) {
    String path = "lua/" + name + ".lua";
    try (InputStream in = Script.class.getClassLoader().getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no script " + path);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Script(name, text, sha1(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha1(String text) {
    try {
      var sha1 = MessageDigest.getInstance("SHA-1");
      return HexFormat.of().formatHex(sha1.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-1", e);
    }
  }
}
