package dev.guildhall.grading;

import dev.guildhall.account.AccountId;
import dev.guildhall.account.OrganisationId;
import dev.guildhall.attempt.AttemptId;
import dev.guildhall.exam.TestId;
import dev.guildhall.exam.TestPlan;
import dev.guildhall.grading.GradingEvents.Outcome;
import dev.guildhall.item.GradingRubric;
import dev.guildhall.item.ItemId;
import dev.guildhall.platform.money.Money;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.qualification.QualificationId;
import dev.guildhall.queue.TaskQueue;
import dev.guildhall.queue.WaitingTask;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of papers. */
final class PaperRepository {

  private static final String PAPER =
      """
      select p.*, k.key -> 'rubric' as rubric
      from paper p
      join item_key k on k.item_id = p.item_id and k.version = p.version and k.revision = p.key_revision
      """;

  private static final Sql INSERT =
      Sql.of(
          """
          insert into paper (
            id, qualification_id, organisation_id, test_id, attempt_id, item_id, version, key_revision, worker_id, answer,
            text, reviewer_qualification_id, reviewer_level, pay_micros, currency, same_vendor, lease_seconds, validity_permille)
          select id, #{qualification}, #{organisation}, #{test}, #{attempt}, item_id, version, key_revision, #{worker},
                 answer::jsonb, text, #{reviewer}, #{level}, #{pay_micros}, #{currency}, #{same_vendor}, #{lease_seconds},
                 #{validity_permille}
          from unnest(
            #{ids}::uuid[], #{items}::uuid[], #{versions}::int[], #{revisions}::int[], #{answers}::text[], #{texts}::text[])
            as a (id, item_id, version, key_revision, answer, text)
          on conflict (attempt_id, item_id) do nothing
          returning id, rank, wanted
          """);

  private static final Sql LOCK =
      Sql.of(PAPER + "where p.id = any (#{papers}) order by p.id for no key update of p");

  private static final Sql FIND = Sql.of(PAPER + "where p.id = #{id}");

  private static final Sql ADJUDICATE =
      Sql.of(
          """
          update paper set state = 'adjudicating', wanted = #{wanted}
          where id = #{id}
          """);

  // Once: what is there is not written over.
  private static final Sql FINISH =
      Sql.of(
          """
          update paper
          set state = 'final', final = #{plain}, corrected = #{corrected}, outcome = #{outcome}, finished_at = clock_timestamp()
          where id = #{id} and final is null
          """);

  private static final Sql OVERRULE =
      Sql.of(
          """
          update paper set final = #{plain}, corrected = #{plain}, outcome = 'appeal', cause_id = #{cause}
          where id = #{id} and state = 'final'
          """);

  private static final Sql REOPEN =
      Sql.of(
          """
          update paper
          set state = #{state}, final = null, corrected = null, outcome = null, finished_at = null, wanted = #{wanted}, cause_id = #{cause}
          where id = #{id}
          """);

  private static final Sql FREE = Sql.of("update paper set live = live - 1 where id = #{id}");

  private static final Sql OF_ATTEMPT_ITEM =
      Sql.of(PAPER + "where p.attempt_id = #{attempt} and p.item_id = #{item}");

  private static final Sql FINISHED =
      Sql.of(
          """
          select p.id, p.item_id, p.text, p.corrected, k.key -> 'rubric' as rubric, e.grades as appealed
          from paper p
          join item_key k on k.item_id = p.item_id and k.version = p.version and k.revision = p.key_revision
          left join attempt_appeal e on e.id = p.cause_id and p.outcome = 'appeal'
          where p.attempt_id = #{attempt} and p.state = 'final'
          order by p.id
          """);

  private static final Sql REASON = Sql.of("select reason from correction where id = #{cause}");

  private static final Sql POOLS =
      Sql.of(
          """
          with recursive pools as (
            (select qualification_id from paper
             where state in ('open', 'adjudicating') and known is null and live < wanted
             order by qualification_id limit 1)
            union all
            select n.qualification_id from pools
            cross join lateral (
              select qualification_id from paper
              where state in ('open', 'adjudicating') and known is null and live < wanted
                and qualification_id > pools.qualification_id
              order by qualification_id limit 1) n)
          select p.qualification_id, (
            select count(*) from (
              select from paper
              where qualification_id = p.qualification_id and state in ('open', 'adjudicating') and known is null
                and live < wanted
              limit #{window}) w)::int as waiting
          from pools p
          """);

  private static final Sql CLAIMABLE =
      Sql.of(
          """
          select id, rank, wanted - live as free from paper
          where qualification_id = #{qualification} and state in ('open', 'adjudicating') and known is null and live < wanted
          order by rank
          limit #{window}
          """);

  private static final Sql ITEM =
      Sql.of(
          """
          select i.id, i.organisation_id, i.kind, i.version, v.body, k.revision, k.key from item i
          join item_version v on v.item_id = i.id and v.version = i.version
          cross join lateral (
            select revision, key from item_key
            where item_id = i.id and version = i.version order by revision desc limit 1) k
          where i.id = #{item}
          """);

  private static final Sql INSERT_VALIDITY =
      Sql.of(
          """
          insert into paper (id, organisation_id, item_id, version, key_revision, answer, text, known, note, wanted, created_by)
          values (#{id}, #{organisation}, #{item}, #{version}, #{revision}, #{answer}, #{text}, #{known}, #{note}, 0, #{actor})
          """);

  private static final String VALIDITY =
      """
      select p.*, (select count(*) from grading g where g.paper_id = p.id and g.state = 'sent')::int as graded
      from paper p
      """;

  private static final Sql VALIDITY_OF =
      Sql.of(
          VALIDITY
              + "where p.item_id = #{item} and p.known is not null order by p.created_at desc, p.id");

  private static final Sql FIND_VALIDITY =
      Sql.of(VALIDITY + "where p.id = #{id} and p.known is not null");

  private static final Sql RETIRE =
      Sql.of(
          "update paper set state = 'retired' where id = #{id} and known is not null and state = 'open'");

  private static final Sql TAKE_OUT =
      Sql.of(
          """
          update paper set state = 'retired'
          where item_id = #{item} and version = #{version} and known is null and state in ('open', 'adjudicating')
          returning id, qualification_id
          """);

  /** An answer that becomes a paper. */
  record NewPaper(
      PaperId id, ItemId item, int version, int keyRevision, JsonObject answer, String text) {}

  /** Whose answers they are, and how they are graded. */
  record Origin(
      QualificationId qualification,
      OrganisationId organisation,
      TestId test,
      AttemptId attempt,
      WorkerId worker,
      TestPlan.Grading grading) {}

  /** Those that were not there yet. */
  Future<List<FreedPlace>> insert(SqlConnection tx, Origin origin, List<NewPaper> papers) {
    var reviewer = origin.grading().reviewer();
    var pay = origin.grading().pay();
    return INSERT
        .run(
            tx,
            "qualification",
            origin.qualification(),
            "organisation",
            origin.organisation(),
            "test",
            origin.test(),
            "attempt",
            origin.attempt(),
            "worker",
            origin.worker(),
            "reviewer",
            reviewer == null ? null : reviewer.qualificationId(),
            "level",
            reviewer == null ? null : reviewer.level(),
            "pay_micros",
            pay == null ? null : pay.micros(),
            "currency",
            pay == null ? null : pay.currency(),
            "same_vendor",
            origin.grading().sameVendor(),
            "lease_seconds",
            origin.grading().leaseSeconds(),
            "validity_permille",
            origin.grading().validityPermille(),
            "ids",
            papers.stream().map(paper -> paper.id().value()).toArray(UUID[]::new),
            "items",
            papers.stream().map(paper -> paper.item().value()).toArray(UUID[]::new),
            "versions",
            papers.stream().map(NewPaper::version).toArray(Integer[]::new),
            "revisions",
            papers.stream().map(NewPaper::keyRevision).toArray(Integer[]::new),
            "answers",
            papers.stream().map(paper -> paper.answer().encode()).toArray(String[]::new),
            "texts",
            papers.stream().map(NewPaper::text).toArray(String[]::new))
        .map(
            rows ->
                Rows.list(
                    rows,
                    row ->
                        new FreedPlace(
                            origin.qualification(),
                            new PaperId(row.getUUID("id")),
                            row.getLong("rank"),
                            row.getInteger("wanted"))));
  }

  /** In the order of their ids. */
  Future<List<Paper>> lock(SqlConnection tx, Collection<PaperId> papers) {
    return LOCK.run(tx, "papers", papers.stream().map(PaperId::value).toArray(UUID[]::new))
        .map(rows -> Rows.list(rows, PaperRepository::paper));
  }

  Future<Paper> find(SqlClient client, PaperId id) {
    return FIND.run(client, "id", id).map(rows -> Rows.one(rows, PaperRepository::paper));
  }

  Future<Void> adjudicate(SqlConnection tx, PaperId id, int wanted) {
    return ADJUDICATE.run(tx, "id", id, "wanted", wanted).mapEmpty();
  }

  /** Whether it had no grades yet. */
  Future<Boolean> finish(SqlConnection tx, PaperId id, Grades.Mean mean, Outcome outcome) {
    return FINISH
        .run(
            tx,
            "id",
            id,
            "plain",
            json(mean.plain()),
            "corrected",
            json(mean.corrected()),
            "outcome",
            outcome)
        .map(rows -> rows.rowCount() == 1);
  }

  Future<Void> overrule(SqlConnection tx, PaperId id, Map<String, Double> grades, UUID cause) {
    return OVERRULE.run(tx, "id", id, "plain", json(grades), "cause", cause).mapEmpty();
  }

  private static JsonObject json(Map<String, Double> grades) {
    return new JsonObject(new HashMap<>(grades));
  }

  Future<Void> reopen(SqlConnection tx, PaperId id, PaperState state, int wanted, UUID cause) {
    return REOPEN.run(tx, "id", id, "state", state, "wanted", wanted, "cause", cause).mapEmpty();
  }

  /** A place of the paper is free again. */
  Future<Void> free(SqlConnection tx, PaperId id) {
    return FREE.run(tx, "id", id).mapEmpty();
  }

  Future<Optional<Paper>> find(SqlClient client, AttemptId attempt, ItemId item) {
    return OF_ATTEMPT_ITEM
        .run(client, "attempt", attempt, "item", item)
        .map(rows -> Rows.first(rows, PaperRepository::paper));
  }

  private static Paper paper(Row row) {
    String outcome = row.getString("outcome");
    UUID attempt = row.getUUID("attempt_id");
    Long micros = row.getLong("pay_micros");
    return new Paper(
        new PaperId(row.getUUID("id")),
        attempt == null
            ? null
            : new Paper.Of(
                new QualificationId(row.getUUID("qualification_id")),
                new AttemptId(attempt),
                new WorkerId(row.getUUID("worker_id"))),
        new ItemId(row.getUUID("item_id")),
        GradingRubric.parse(row.getJsonObject("rubric")),
        row.getString("text"),
        PaperState.parse(row.getString("state")),
        outcome == null ? null : Sql.constant(Outcome.class, outcome),
        row.getInteger("wanted"),
        row.getLong("rank"),
        micros == null ? null : new Money(micros, row.getString("currency")),
        row.getUUID("cause_id"));
  }

  /** What a correction says to those affected; empty where the cause is none. */
  Future<Optional<String>> reason(SqlClient client, UUID cause) {
    return REASON
        .run(client, "cause", cause)
        .map(rows -> Rows.first(rows, row -> row.getString("reason")));
  }

  /**
   * A paper whose grades stand.
   *
   * @param appealed what an appeal gave, with its reasons; null: the grades are the graders'
   */
  record Finished(
      PaperId id,
      ItemId item,
      String text,
      Map<String, Double> grades,
      GradingRubric rubric,
      @Nullable Grades appealed) {}

  Future<List<Finished>> finished(SqlClient client, AttemptId attempt) {
    return FINISHED
        .run(client, "attempt", attempt)
        .map(rows -> Rows.list(rows, PaperRepository::finished));
  }

  private static Finished finished(Row row) {
    var appealed = row.getJsonObject("appealed");
    return new Finished(
        new PaperId(row.getUUID("id")),
        new ItemId(row.getUUID("item_id")),
        row.getString("text"),
        grades(row.getJsonObject("corrected")),
        GradingRubric.parse(row.getJsonObject("rubric")),
        appealed == null ? null : Grades.parse(appealed));
  }

  private static Map<String, Double> grades(JsonObject json) {
    var grades = new HashMap<String, Double>();
    json.fieldNames().forEach(line -> grades.put(line, json.getDouble(line)));
    return grades;
  }

  /** The qualifications with papers that wait, and how many; what a window holds is counted. */
  Future<Map<UUID, Integer>> pools(SqlClient client) {
    return POOLS
        .run(client, "window", TaskQueue.WINDOW)
        .map(
            rows ->
                Rows.map(
                    rows,
                    row -> row.getUUID("qualification_id"),
                    row -> row.getInteger("waiting")));
  }

  /** The papers of the queue's window, best first. */
  Future<List<WaitingTask>> claimable(SqlConnection tx, UUID qualification) {
    return CLAIMABLE
        .run(tx, "qualification", qualification, "window", TaskQueue.WINDOW)
        .map(
            rows ->
                Rows.list(
                    rows,
                    row ->
                        new WaitingTask(
                            row.getUUID("id"), row.getLong("rank"), row.getInteger("free"))));
  }

  /** An item as it stands, for a validity paper. */
  record Item(
      ItemId id,
      OrganisationId organisation,
      String kind,
      int version,
      JsonObject body,
      int keyRevision,
      @Nullable GradingRubric rubric) {}

  Future<Optional<Item>> item(SqlClient client, ItemId id) {
    return ITEM.run(client, "item", id)
        .map(
            rows ->
                Rows.first(
                    rows,
                    row -> {
                      var rubric = row.getJsonObject("key").getJsonObject("rubric");
                      return new Item(
                          id,
                          new OrganisationId(row.getUUID("organisation_id")),
                          row.getString("kind"),
                          row.getInteger("version"),
                          row.getJsonObject("body"),
                          row.getInteger("revision"),
                          rubric == null ? null : GradingRubric.parse(rubric));
                    }));
  }

  Future<Void> insertValidity(
      SqlConnection tx,
      PaperId id,
      Item item,
      JsonObject answer,
      String text,
      JsonObject known,
      @Nullable String note,
      AccountId actor) {
    return INSERT_VALIDITY
        .run(
            tx,
            "id",
            id,
            "organisation",
            item.organisation(),
            "item",
            item.id(),
            "version",
            item.version(),
            "revision",
            item.keyRevision(),
            "answer",
            answer,
            "text",
            text,
            "known",
            known,
            "note",
            note,
            "actor",
            actor)
        .mapEmpty();
  }

  /**
   * A validity paper; the contract's {@code ValidityPaper} but for the organisation.
   *
   * @param graded how many reviewers have sent grades
   */
  record Validity(
      PaperId id,
      OrganisationId organisation,
      ItemId itemId,
      JsonObject answer,
      JsonObject grades,
      @Nullable String note,
      int graded,
      boolean retired,
      Instant createdAt) {}

  /** Of an item, newest first. */
  Future<List<Validity>> validityOf(SqlClient client, ItemId item) {
    return VALIDITY_OF
        .run(client, "item", item)
        .map(rows -> Rows.list(rows, PaperRepository::validity));
  }

  Future<Optional<Validity>> findValidity(SqlClient client, PaperId id) {
    return FIND_VALIDITY
        .run(client, "id", id)
        .map(rows -> Rows.first(rows, PaperRepository::validity));
  }

  private static Validity validity(Row row) {
    return new Validity(
        new PaperId(row.getUUID("id")),
        new OrganisationId(row.getUUID("organisation_id")),
        new ItemId(row.getUUID("item_id")),
        row.getJsonObject("answer"),
        row.getJsonObject("known"),
        row.getString("note"),
        row.getInteger("graded"),
        PaperState.parse(row.getString("state")) == PaperState.RETIRED,
        Rows.instant(row, "created_at"));
  }

  /** By qualification, the papers that wait no more. */
  Future<Map<UUID, List<UUID>>> takeOut(SqlConnection tx, ItemId item, int version) {
    return TAKE_OUT
        .run(tx, "item", item, "version", version)
        .map(
            rows -> {
              var out = new HashMap<UUID, List<UUID>>();
              for (Row row : rows) {
                out.computeIfAbsent(row.getUUID("qualification_id"), _ -> new ArrayList<>())
                    .add(row.getUUID("id"));
              }
              return out;
            });
  }

  /** Whether it was shown until now. */
  Future<Boolean> retire(SqlConnection tx, PaperId id) {
    return RETIRE.run(tx, "id", id).map(rows -> rows.rowCount() == 1);
  }
}
