package dev.guildhall.worker;

import dev.guildhall.account.AccountId;
import dev.guildhall.platform.money.Money;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of workers' profiles. */
final class WorkerRepository {

  private static final String FACTS =
      """
      select w.id, w.account_id, w.country, w.wished_pay_micros, w.wished_pay_currency, w.version,
             coalesce((select array_agg(l.language order by l.language) from worker_language l where l.worker_id = w.id), '{}')
               as languages,
             coalesce((select array_agg(l.level order by l.language) from worker_language l where l.worker_id = w.id), '{}')
               as levels
      from worker w
      """;

  private static final Sql BY_ID = Sql.of(FACTS + "where w.id = #{id}");

  private static final Sql BY_ACCOUNT =
      Sql.of("select id from worker where account_id = #{account}");

  private static final Sql INSERT =
      Sql.of("insert into worker (id, account_id, country) values (#{id}, #{account}, #{country})");

  private static final Sql UPDATE =
      Sql.of(
          """
          update worker
          set country = #{country}, wished_pay_micros = #{micros}, wished_pay_currency = #{currency},
              version = version + 1
          where id = #{id} and version = #{version}
          """);

  private static final Sql FORGET_LANGUAGES =
      Sql.of("delete from worker_language where worker_id = #{id}");

  private static final Sql ADD_LANGUAGES =
      Sql.of(
          """
          insert into worker_language (worker_id, language, level)
          select #{id}, language, level from unnest(#{languages}::text[], #{levels}::text[]) as l (language, level)
          """);

  Future<Optional<WorkerFacts>> find(SqlClient client, WorkerId id) {
    return BY_ID.run(client, "id", id).map(rows -> Rows.first(rows, WorkerRepository::facts));
  }

  Future<Optional<WorkerId>> ofAccount(SqlClient client, AccountId account) {
    return BY_ACCOUNT
        .run(client, "account", account)
        .map(rows -> Rows.first(rows, row -> new WorkerId(row.getUUID("id"))));
  }

  Future<Void> insert(SqlConnection tx, WorkerId id, AccountId account, @Nullable String country) {
    return INSERT.run(tx, "id", id, "account", account, "country", country).mapEmpty();
  }

  /** Whether the row was still at {@code version}. */
  Future<Boolean> update(
      SqlConnection tx, WorkerId id, int version, @Nullable String country, @Nullable Money wish) {
    return UPDATE
        .run(
            tx,
            "id",
            id,
            "version",
            version,
            "country",
            country,
            "micros",
            wish == null ? null : wish.micros(),
            "currency",
            wish == null ? null : wish.currency())
        .map(rows -> rows.rowCount() == 1);
  }

  Future<Void> replaceLanguages(
      SqlConnection tx, WorkerId id, Map<String, LanguageLevel> languages) {
    return FORGET_LANGUAGES
        .run(tx, "id", id)
        .compose(
            _ ->
                ADD_LANGUAGES.run(
                    tx,
                    "id",
                    id,
                    "languages",
                    languages.keySet().toArray(String[]::new),
                    "levels",
                    languages.values().stream().map(Sql::wire).toArray(String[]::new)))
        .mapEmpty();
  }

  private static WorkerFacts facts(Row row) {
    var languages = new TreeMap<String, LanguageLevel>();
    var tags = List.of(row.getArrayOfStrings("languages"));
    var levels = List.of(row.getArrayOfStrings("levels"));
    for (int i = 0; i < tags.size(); i++) {
      languages.put(tags.get(i), LanguageLevel.of(levels.get(i)));
    }
    Long wish = row.getLong("wished_pay_micros");
    UUID account = row.getUUID("account_id");
    return new WorkerFacts(
        new WorkerId(row.getUUID("id")),
        new AccountId(account),
        Map.copyOf(languages),
        Optional.ofNullable(row.getString("country")),
        wish == null
            ? Optional.empty()
            : Optional.of(new Money(wish, row.getString("wished_pay_currency"))),
        row.getInteger("version"));
  }
}
