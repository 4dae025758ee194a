package dev.guildhall.calibration;

import dev.guildhall.account.OrganisationId;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.qualification.QualificationId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/** SQL of how far was read, and of what is to be measured. */
final class ProgressRepository {

  // A node that died at it is missed after so long.
  private static final int TAKEN_SECONDS = 600;

  private static final Sql PROGRESS =
      Sql.of(
          """
          select coalesce(position, '') as position from calibration_progress where reader = #{reader}
          for no key update skip locked
          """);

  private static final Sql ADVANCE =
      Sql.of("update calibration_progress set position = #{position} where reader = #{reader}");

  private static final Sql NEWS_OF_BANKS =
      Sql.of(
          """
          insert into measuring (kind, id, domain, news_at)
          select 'bank', organisation_id, domain, clock_timestamp()
          from (
            select distinct i.organisation_id, i.domain
            from attempt_item a join item i on i.id = a.item_id
            where a.attempt_id = any (#{attempts})) shown
          order by 2, 3
          on conflict (kind, id, domain) do update set news_at = excluded.news_at
          """);

  private static final Sql NEWS_OF_PANELS =
      Sql.of(
          """
          insert into measuring (kind, id, news_at)
          select 'panel', id, clock_timestamp() from unnest(#{qualifications}::uuid[]) as id
          order by 2
          on conflict (kind, id, domain) do update set news_at = excluded.news_at
          """);

  private static final Sql TAKE =
      Sql.of(
          """
          update measuring m
          set taken_until = clock_timestamp() + #{taken} * interval '1 second'
          from (
            select kind, id, domain from measuring
            where kind = #{kind} and news_at is not null
              and (taken_until is null or taken_until < clock_timestamp())
              and (measured_at is null or measured_at <= clock_timestamp() - #{seconds} * interval '1 second')
            order by news_at
            limit 1
            for no key update skip locked) due
          where m.kind = due.kind and m.id = due.id and m.domain = due.domain
          returning m.id, m.domain, m.news_at
          """);

  // What was heard meanwhile is still to be measured.
  private static final Sql DONE =
      Sql.of(
          """
          update measuring
          set measured_at = clock_timestamp(), taken_until = null,
              news_at = case when news_at > #{news_at} then news_at end
          where kind = #{kind} and id = #{id} and domain = #{domain}
          """);

  /** Who reads the log, each at a place of its own. */
  enum Reader {
    ITEMS,
    REVIEWERS
  }

  /** What is measured together. */
  enum Kind {
    BANK,
    PANEL
  }

  /**
   * Something to be measured now, by this node.
   *
   * @param id the organisation, or the qualification
   * @param domain of a bank
   */
  record Due(UUID id, String domain, Instant newsAt) {

    OrganisationId organisation() {
      return new OrganisationId(id);
    }

    QualificationId qualification() {
      return new QualificationId(id);
    }
  }

  /** Empty while another node reads; an empty text before the first look. The row is held. */
  Future<Optional<String>> progress(SqlConnection tx, Reader reader) {
    return PROGRESS
        .run(tx, "reader", reader)
        .map(rows -> Rows.first(rows, row -> row.getString("position")));
  }

  Future<Void> advance(SqlConnection tx, Reader reader, String position) {
    return ADVANCE.run(tx, "reader", reader, "position", position).mapEmpty();
  }

  /** The banks of these attempts' items have news. */
  Future<Void> newsOfBanks(SqlConnection tx, Collection<UUID> attempts) {
    return NEWS_OF_BANKS.run(tx, "attempts", attempts.toArray(UUID[]::new)).mapEmpty();
  }

  Future<Void> newsOfPanels(SqlConnection tx, Collection<QualificationId> qualifications) {
    return NEWS_OF_PANELS
        .run(
            tx,
            "qualifications",
            qualifications.stream().map(QualificationId::value).toArray(UUID[]::new))
        .mapEmpty();
  }

  /**
   * What has news and was not measured for so long; no other node has it until it is {@link #done}.
   */
  Future<Optional<Due>> take(SqlClient client, Kind kind, int seconds) {
    return TAKE.run(client, "kind", kind, "seconds", seconds, "taken", TAKEN_SECONDS)
        .map(rows -> Rows.first(rows, ProgressRepository::due));
  }

  private static Due due(Row row) {
    return new Due(row.getUUID("id"), row.getString("domain"), Rows.instant(row, "news_at"));
  }

  Future<Void> done(SqlClient client, Kind kind, Due due) {
    return DONE.run(
            client, "kind", kind, "id", due.id(), "domain", due.domain(), "news_at", due.newsAt())
        .mapEmpty();
  }
}
