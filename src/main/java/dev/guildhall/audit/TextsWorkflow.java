package dev.guildhall.audit;

import dev.guildhall.audit.AuditRepository.Text;
import dev.guildhall.platform.json.StrictJson;
import dev.guildhall.platform.sql.Rows;
import io.vertx.sqlclient.SqlConnection;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Hashes every submission again, reading some at a time: is it what was acknowledged? */
final class TextsWorkflow {

  static final String RULE = "texts";

  private static final int ROWS_AT_A_TIME = 500;

  private final AuditRepository repository;
  private final int limit;

  TextsWorkflow(AuditRepository repository, int limit) {
    this.repository = repository;
    this.limit = limit;
  }

  List<Violation> look(SqlConnection tx) {
    var found = new ArrayList<Violation>();
    var cursor = repository.texts(tx).await();
    do {
      for (Text text : Rows.list(cursor.read(ROWS_AT_A_TIME).await(), AuditRepository::text)) {
        byte[] now = sha256(StrictJson.canonical(text.output()));
        if (!Arrays.equals(now, text.sha256())) {
          found.add(
              new Violation(
                  RULE,
                  "submission " + text.submission(),
                  "a text of hash " + HexFormat.of().formatHex(now),
                  HexFormat.of().formatHex(text.sha256()) + ", as it was acknowledged"));
        }
      }
    } while (cursor.hasMore() && found.size() < limit);
    cursor.close().await();
    return found;
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
