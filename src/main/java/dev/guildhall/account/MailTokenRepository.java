package dev.guildhall.account;

import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.Optional;

/** SQL of tokens sent by mail. */
final class MailTokenRepository {

  // The limit keeps strangers from filling somebody's mailbox.
  private static final Sql INSERT =
      Sql.of(
          """
          insert into email_token (token_hash, account_id, purpose, expires_at)
          select #{token_hash}, #{account}, #{purpose}, clock_timestamp() + #{life_ms} * interval '1 millisecond'
          where (select count(*) from email_token
                 where account_id = #{account} and created_at > clock_timestamp() - interval '1 hour') < 5
          """);

  private static final Sql RETIRE =
      Sql.of(
          """
          update email_token set used_at = clock_timestamp()
          where account_id = #{account} and purpose = #{purpose} and used_at is null
            and token_hash <> #{token_hash}
          """);

  private static final Sql RETIRE_ALL =
      Sql.of(
          """
          update email_token set used_at = clock_timestamp()
          where account_id = #{account} and purpose = #{purpose} and used_at is null
          """);

  private static final Sql FIND =
      Sql.of(
          """
          select account_id from email_token
          where token_hash = #{token_hash} and purpose = #{purpose}
            and used_at is null and expires_at > clock_timestamp()
          """);

  private static final Sql USE =
      Sql.of(
          """
          update email_token set used_at = clock_timestamp()
          where token_hash = #{token_hash} and purpose = #{purpose}
            and used_at is null and expires_at > clock_timestamp()
          returning account_id
          """);

  private static final Sql FIND_USED_VERIFICATION =
      Sql.of(
          """
          select account_id from email_token join account on account.id = account_id
          where token_hash = #{token_hash} and purpose = 'verify_email' and used_at is not null
            and email_verified_at is not null
          """);

  private static final Sql DELETE_OLD =
      Sql.of("delete from email_token where expires_at < clock_timestamp() - interval '30 days'");

  /** False, and nothing stored, when the account was sent five tokens within the hour. */
  Future<Boolean> insert(
      SqlConnection tx, AccountId account, MailTokenPurpose purpose, Buffer hash) {
    return INSERT
        .run(
            tx,
            "token_hash",
            hash,
            "account",
            account,
            "purpose",
            purpose,
            "life_ms",
            purpose.life().toMillis())
        .map(rows -> rows.rowCount() == 1);
  }

  /** Ends the other tokens that are still open for that purpose. */
  Future<Void> retireAllBut(
      SqlConnection tx, AccountId account, MailTokenPurpose purpose, Buffer hash) {
    return RETIRE.run(tx, "account", account, "purpose", purpose, "token_hash", hash).mapEmpty();
  }

  /** Ends every token that is still open for that purpose. */
  Future<Void> retireAll(SqlConnection tx, AccountId account, MailTokenPurpose purpose) {
    return RETIRE_ALL.run(tx, "account", account, "purpose", purpose).mapEmpty();
  }

  /** Whose token it is, without using it. */
  Future<Optional<AccountId>> find(SqlClient client, Buffer hash, MailTokenPurpose purpose) {
    return FIND.run(client, "token_hash", hash, "purpose", purpose)
        .map(rows -> Rows.first(rows, row -> new AccountId(row.getUUID("account_id"))));
  }

  /**
   * Uses the token; empty when it is unknown, used or too old. Of two at the same time one gets it.
   */
  Future<Optional<AccountId>> use(SqlConnection tx, Buffer hash, MailTokenPurpose purpose) {
    return USE.run(tx, "token_hash", hash, "purpose", purpose)
        .map(rows -> Rows.first(rows, row -> new AccountId(row.getUUID("account_id"))));
  }

  /** Whether the token has confirmed an address before. */
  Future<Boolean> hasVerified(SqlClient client, Buffer hash) {
    return FIND_USED_VERIFICATION.run(client, "token_hash", hash).map(rows -> rows.size() > 0);
  }

  Future<Integer> deleteOld(SqlClient client) {
    return DELETE_OLD.run(client).map(rows -> rows.rowCount());
  }
}
