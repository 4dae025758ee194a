package dev.guildhall.app;

import dev.guildhall.platform.mail.Mail;
import dev.guildhall.platform.mail.StoredMail;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;

/** The stored messages, where nobody sends them: for the demo's page, for simulations and tests. */
public final class Mailbox {

  private static final Sql LATEST =
      Sql.of(
          """
          select recipient, subject, body, created_at from mail
          where #{recipient}::text is null or recipient = #{recipient}
          order by created_at desc
          limit #{limit}
          """);

  private final Database database;

  public Mailbox(Database database) {
    this.database = database;
  }

  /** The newest messages first. */
  public Future<List<StoredMail>> latest(int limit) {
    return LATEST
        .run(database.client(), "recipient", null, "limit", limit)
        .map(rows -> Rows.list(rows, Mailbox::stored));
  }

  /** The newest messages to one address first. */
  public Future<List<StoredMail>> latestTo(String recipient, int limit) {
    return LATEST
        .run(database.client(), "recipient", recipient, "limit", limit)
        .map(rows -> Rows.list(rows, Mailbox::stored));
  }

  private static StoredMail stored(Row row) {
    return new StoredMail(
        new Mail(row.getString("recipient"), row.getString("subject"), row.getString("body")),
        Rows.instant(row, "created_at"));
  }
}
