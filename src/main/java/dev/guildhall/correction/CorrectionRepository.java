package dev.guildhall.correction;

import dev.guildhall.account.AccountId;
import dev.guildhall.account.OrganisationId;
import dev.guildhall.attempt.AttemptId;
import dev.guildhall.attempt.Attempts.Redecided;
import dev.guildhall.item.ItemId;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.qualification.QualificationId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of corrections. */
final class CorrectionRepository {

  private static final Sql ITEM =
      Sql.of("select organisation_id, version from item where id = #{item}");

  private static final Sql LOCK_ITEM = Sql.of("select id from item where id = #{item} for update");

  // There need be no row of a reviewer who was never measured.
  private static final Sql LOCK_REVIEWER =
      Sql.of(
          """
          select pg_advisory_xact_lock(
            hashtextextended('correction ' || #{account}::uuid::text || ' ' || #{qualification}::uuid::text, 0))
          """);

  private static final Sql INSERT =
      Sql.of(
          """
          insert into correction (id, organisation_id, body, effect, reason, made_by)
          values (#{id}, #{organisation}, #{body}, #{effect}, #{reason}, #{person})
          """);

  private static final Sql INSERT_ATTEMPTS =
      Sql.of(
          """
          insert into correction_attempt (correction_id, attempt_id)
          select #{id}, unnest(#{attempts}::uuid[])
          """);

  private static final String SHOWN =
      """
      select c.*, a.display_name,
             ((select count(*) from correction_attempt t where t.correction_id = c.id and t.done_at is null)
               + (select count(*) from paper p where p.cause_id = c.id and p.state in ('open', 'adjudicating')))::int as left
      from correction c join account a on a.id = c.made_by
      """;

  private static final Sql FIND = Sql.of(SHOWN + "where c.id = #{id}");

  private static final Sql LIST =
      Sql.of(
          SHOWN
              + """
              where c.organisation_id = any (#{organisations}::uuid[])
                and (#{before}::timestamptz is null or (c.at, c.id) < (#{before}, #{before_id}::uuid))
              order by c.at desc, c.id desc
              limit #{limit}
              """);

  // Whoever else does the same correction takes others.
  private static final Sql NEXT =
      Sql.of(
          """
          select attempt_id from correction_attempt
          where correction_id = #{id} and done_at is null
          order by attempt_id
          limit #{limit}
          for no key update skip locked
          """);

  private static final Sql DONE =
      Sql.of(
          """
          update correction_attempt t
          set done_at = clock_timestamp(), score_before = d.score_before, score = d.score, level_before = d.level_before,
              level = d.level
          from unnest(
            #{attempts}::uuid[], #{scores_before}::float8[], #{scores}::float8[], #{levels_before}::int[], #{levels}::int[])
            as d (attempt_id, score_before, score, level_before, level)
          where t.correction_id = #{id} and t.attempt_id = d.attempt_id and t.done_at is null
          """);

  /** What a correction has to know of an item. */
  record Item(OrganisationId organisation, int newest) {}

  /**
   * A correction as it is told.
   *
   * @param correction as the contract's {@code CorrectionBody}
   * @param effect as the contract's {@code CorrectionEffect}
   * @param left attempts and papers that are still to be put right
   */
  record Correction(
      CorrectionId id,
      JsonObject correction,
      JsonObject effect,
      String reason,
      String by,
      Instant at,
      int left) {}

  Future<Optional<Item>> item(SqlClient client, ItemId id) {
    return ITEM.run(client, "item", id)
        .map(
            rows ->
                Rows.first(
                    rows,
                    row ->
                        new Item(
                            new OrganisationId(row.getUUID("organisation_id")),
                            row.getInteger("version"))));
  }

  /** Corrections of one item go one after another; nobody begins with it meanwhile. */
  Future<Void> lockItem(SqlConnection tx, ItemId id) {
    return LOCK_ITEM.run(tx, "item", id).mapEmpty();
  }

  Future<Void> lockReviewer(SqlConnection tx, AccountId account, QualificationId qualification) {
    return LOCK_REVIEWER.run(tx, "account", account, "qualification", qualification).mapEmpty();
  }

  Future<Void> insert(
      SqlConnection tx,
      CorrectionId id,
      OrganisationId organisation,
      JsonObject body,
      JsonObject effect,
      String reason,
      UUID person) {
    return INSERT
        .run(
            tx,
            "id",
            id,
            "organisation",
            organisation,
            "body",
            body,
            "effect",
            effect,
            "reason",
            reason,
            "person",
            person)
        .mapEmpty();
  }

  Future<Void> insertAttempts(SqlConnection tx, CorrectionId id, Collection<AttemptId> attempts) {
    return INSERT_ATTEMPTS
        .run(tx, "id", id, "attempts", attempts.stream().map(AttemptId::value).toArray(UUID[]::new))
        .mapEmpty();
  }

  Future<Optional<Correction>> find(SqlClient client, CorrectionId id) {
    return FIND.run(client, "id", id)
        .map(rows -> Rows.first(rows, CorrectionRepository::correction));
  }

  Future<List<Correction>> list(
      SqlClient client,
      Collection<OrganisationId> organisations,
      @Nullable Instant before,
      @Nullable UUID beforeId,
      int limit) {
    return LIST.run(
            client,
            "organisations",
            organisations.stream().map(OrganisationId::value).toArray(UUID[]::new),
            "before",
            before,
            "before_id",
            beforeId,
            "limit",
            limit + 1)
        .map(rows -> Rows.list(rows, CorrectionRepository::correction));
  }

  private static Correction correction(Row row) {
    return new Correction(
        new CorrectionId(row.getUUID("id")),
        row.getJsonObject("body"),
        row.getJsonObject("effect"),
        row.getString("reason"),
        row.getString("display_name"),
        Rows.instant(row, "at"),
        row.getInteger("left"));
  }

  /** Attempts that are still to be decided anew and that nobody else has at hand, under lock. */
  Future<List<AttemptId>> next(SqlConnection tx, CorrectionId id, int limit) {
    return NEXT.run(tx, "id", id, "limit", limit)
        .map(rows -> Rows.list(rows, row -> new AttemptId(row.getUUID("attempt_id"))));
  }

  Future<Void> done(SqlConnection tx, CorrectionId id, List<Redecided> redecided) {
    return DONE.run(
            tx,
            "id",
            id,
            "attempts",
            redecided.stream().map(one -> one.attemptId().value()).toArray(UUID[]::new),
            "scores_before",
            redecided.stream().map(Redecided::scoreBefore).toArray(Double[]::new),
            "scores",
            redecided.stream().map(Redecided::score).toArray(Double[]::new),
            "levels_before",
            redecided.stream().map(Redecided::levelBefore).toArray(Integer[]::new),
            "levels",
            redecided.stream().map(Redecided::level).toArray(Integer[]::new))
        .mapEmpty();
  }
}
