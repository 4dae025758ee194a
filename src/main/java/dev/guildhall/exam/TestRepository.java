package dev.guildhall.exam;

import dev.guildhall.account.OrganisationId;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.qualification.QualificationId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code test}. */
final class TestRepository {

  private static final String SHOWN =
      """
      select t.*, q.organisation_id from test t join qualification q on q.id = t.qualification_id
      """;

  private static final Sql FIND = Sql.of(SHOWN + "where t.id = #{id}");

  private static final Sql LIST =
      Sql.of(SHOWN + "where t.qualification_id = #{qualification} order by t.version desc");

  private static final Sql PUBLISHED =
      Sql.of(
          SHOWN + "where t.qualification_id = any (#{qualifications}) and t.state = 'published'");

  private static final Sql LOCK =
      Sql.of("select id from qualification where id = #{qualification} for no key update");

  private static final Sql INSERT =
      Sql.of(
          """
          insert into test (id, qualification_id, version, plan, created_by)
          select #{id}, #{qualification}, coalesce(max(version), 0) + 1, #{plan}, #{actor}
          from test where qualification_id = #{qualification}
          """);

  private static final Sql UPDATE =
      Sql.of("update test set plan = #{plan}, changes = changes + 1 where id = #{id}");

  private static final Sql RETIRE_PUBLISHED =
      Sql.of(
          """
          update test set state = 'retired', changes = changes + 1
          where qualification_id = #{qualification} and state = 'published'
          returning id
          """);

  private static final Sql PUBLISH =
      Sql.of(
          """
          update test
          set state = 'published', published_at = clock_timestamp(), targets = #{targets}, graded_by_people = #{graded},
              changes = changes + 1
          where id = #{id}
          """);

  Future<Optional<TestVersion>> find(SqlClient client, TestId id) {
    return FIND.run(client, "id", id).map(rows -> Rows.first(rows, TestRepository::test));
  }

  /** Newest first. */
  Future<List<TestVersion>> list(SqlClient client, QualificationId qualification) {
    return LIST.run(client, "qualification", qualification)
        .map(rows -> Rows.list(rows, TestRepository::test));
  }

  Future<Map<QualificationId, TestVersion>> published(
      SqlClient client, Collection<QualificationId> qualifications) {
    return PUBLISHED
        .run(
            client,
            "qualifications",
            qualifications.stream().map(QualificationId::value).toArray(UUID[]::new))
        .map(
            rows ->
                Rows.map(
                    rows,
                    row -> new QualificationId(row.getUUID("qualification_id")),
                    TestRepository::test));
  }

  /** Whatever changes the tests of a qualification goes one after another. */
  Future<Void> lock(SqlConnection tx, QualificationId qualification) {
    return LOCK.run(tx, "qualification", qualification).mapEmpty();
  }

  Future<Void> insert(
      SqlConnection tx, TestId id, QualificationId qualification, JsonObject plan, UUID actor) {
    return INSERT
        .run(tx, "id", id, "qualification", qualification, "plan", plan, "actor", actor)
        .mapEmpty();
  }

  Future<Void> update(SqlConnection tx, TestId id, JsonObject plan) {
    return UPDATE.run(tx, "id", id, "plan", plan).mapEmpty();
  }

  /** The version that was published, if there was one. */
  Future<Optional<TestId>> retirePublished(SqlConnection tx, QualificationId qualification) {
    return RETIRE_PUBLISHED
        .run(tx, "qualification", qualification)
        .map(rows -> Rows.first(rows, row -> new TestId(row.getUUID("id"))));
  }

  Future<Void> publish(
      SqlConnection tx, TestId id, List<@Nullable Double> targets, boolean graded) {
    return PUBLISH
        .run(tx, "id", id, "targets", targets.toArray(Double[]::new), "graded", graded)
        .mapEmpty();
  }

  private static TestVersion test(Row row) {
    var source = row.getJsonObject("plan");
    @Nullable Double @Nullable [] targets = row.getArrayOfDoubles("targets");
    return new TestVersion(
        new TestId(row.getUUID("id")),
        new QualificationId(row.getUUID("qualification_id")),
        new OrganisationId(row.getUUID("organisation_id")),
        row.getInteger("version"),
        TestState.parse(row.getString("state")),
        TestPlan.parse(source),
        source,
        targets == null ? List.of() : Arrays.asList(targets),
        row.getBoolean("graded_by_people"),
        Rows.instant(row, "created_at"),
        Rows.nullableInstant(row, "published_at"),
        row.getInteger("changes"));
  }
}
