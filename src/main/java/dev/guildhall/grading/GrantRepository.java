package dev.guildhall.grading;

import dev.guildhall.account.AccountId;
import dev.guildhall.account.OrganisationId;
import dev.guildhall.platform.json.StrictJson;
import dev.guildhall.platform.money.Money;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.qualification.QualificationId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of the claim. It reads across features. */
final class GrantRepository {

  // What is counted of a queue; more is as good as endless.
  private static final int MOST_COUNTED = 1_000;

  private static final String WAITS =
      "p.known is null and p.state in ('open', 'adjudicating') and p.live < p.wanted";

  /**
   * Whether the reviewer may grade the paper p; members of its organisation, and who holds what its
   * test asks.
   */
  private static final String MAY =
      """
      (exists (
         select from membership m
         where m.organisation_id = p.organisation_id and m.account_id = #{account} and m.role <> 'viewer')
       or exists (
         select from qualification_grant h
         where h.qualification_id = p.reviewer_qualification_id and h.worker_id = #{worker} and h.level >= p.reviewer_level
           and (h.expires_at is null or h.expires_at > clock_timestamp())))
      -- Nobody grades what they, or a colleague of the same vendor, have written,
      and not exists (
        select from worker a
        where a.id = p.worker_id and (
          a.account_id = #{account}
          or not p.same_vendor and a.vendor_id is not null and (
            exists (select from worker w where w.account_id = #{account} and w.vendor_id = a.vendor_id)
            or exists (
              select from membership m where m.account_id = #{account} and m.organisation_id = a.vendor_id))))
      -- nor what a linked person has written, or graded,
      and not exists (
        select from worker w
        join linked_workers l on w.id in (l.worker_id, l.other_id)
        where w.account_id = #{account} and (
          p.worker_id in (l.worker_id, l.other_id)
          or exists (
            select from grading x join worker o on o.account_id = x.reviewer_id
            where x.paper_id = p.id and x.state in ('claimed', 'sent') and o.id <> w.id and o.id in (l.worker_id, l.other_id))))
      -- nor anything twice.
      and not exists (
        select from grading x
        where x.paper_id = p.id and x.reviewer_id = #{account} and x.state in ('claimed', 'sent', 'returned'))
      """;

  private static final Sql HELD =
      Sql.of(
          """
          select qualification_id, level from qualification_grant
          where worker_id = #{worker} and (expires_at is null or expires_at > clock_timestamp())
          """);

  // By the version of the test that was published last; longest waiting first. Members are not
  // paid. Other versions only say which qualifications are looked at.
  private static final Sql DESKS =
      Sql.of(
          """
          with mine (id) as (
            select q.id from membership m join qualification q on q.organisation_id = m.organisation_id
            where m.account_id = #{account} and m.role <> 'viewer'
            union
            select t.qualification_id from unnest(#{held}::text[]) as h (id)
            join test t on t.plan #>> '{grading,reviewer,qualification_id}' = h.id and t.state <> 'draft')
          select q.id, q.name, m.account_id is not null as member,
                 t.plan #> '{grading,pay}' as pay, w.rank, r.pause_cause, r.pause_text, r.paused_at
          from mine
          join qualification q on q.id = mine.id
          cross join lateral (
            select plan, graded_by_people from test
            where qualification_id = q.id and state <> 'draft'
            order by version desc limit 1) t
          left join membership m
            on m.organisation_id = q.organisation_id and m.account_id = #{account} and m.role <> 'viewer'
          left join reviewer r on r.qualification_id = q.id and r.account_id = #{account}
          left join lateral (
            select p.rank from paper p where p.qualification_id = q.id and
          """
              + WAITS
              + """
               order by p.rank limit 1) w on true
              where (#{qualification}::uuid is null or q.id = #{qualification}) and (t.graded_by_people or w.rank is not null)
                and (m.account_id is not null or exists (
                  select from unnest(#{held}::text[], #{levels}::int[]) as h (id, level)
                  where h.id = t.plan #>> '{grading,reviewer,qualification_id}'
                    and h.level >= (t.plan #>> '{grading,reviewer,level}')::int))
              order by w.rank nulls last, q.id
              """);

  // What a reviewer was given to be measured by counts as taken away too: the number falls as it
  // does for any paper.
  private static final Sql WAITING =
      Sql.of(
          """
          select greatest(
            w.papers - (
              select count(*) from grading g join paper v on v.id = g.paper_id
              where g.reviewer_id = #{account} and g.qualification_id = #{qualification} and v.known is not null
                and g.state <> 'expired' and g.claimed_at > clock_timestamp() - interval '1 hour'),
            least(w.papers, 1))::int as waiting
          from (
            select count(*) as papers from (
              select from paper p where p.qualification_id = #{qualification} and
          """
              + WAITS
              + " and "
              + MAY
              + """
              limit #{most}) c) w
              """);

  private static final Sql BY_CLAIM =
      Sql.of("select id, reviewer_id from grading where claim_id = #{claim}");

  private static final Sql IN_HAND =
      Sql.of(
          """
          select count(*)::int as held from grading
          where reviewer_id = #{account} and qualification_id = #{qualification} and state = 'claimed'
          """);

  private static final Sql PICK =
      Sql.of(
          "select p.id from paper p where p.qualification_id = #{qualification} and "
              + WAITS
              + " and "
              + MAY
              + """
              order by p.rank
              limit 1
              for no key update of p skip locked
              """);

  private static final Sql LOCK =
      Sql.of("select id from paper where id = #{paper} for no key update");

  // In a statement of its own, which sees what was committed before the lock was there.
  private static final Sql ADMIT =
      Sql.of(
          "select p.*, "
              + WAITS
              + " as waits, "
              + MAY
              + """
               as may, exists (
                 select from membership m
                 where m.organisation_id = p.organisation_id and m.account_id = #{account} and m.role <> 'viewer') as member
              from paper p where p.id = #{paper} and p.qualification_id = #{qualification}
              """);

  // Of items that the qualification's papers are about, so that nothing stands out.
  private static final Sql VALIDITY =
      Sql.of(
          """
          select v.id from paper v
          where v.known is not null and v.state = 'open' and v.organisation_id = #{organisation}
            and v.created_by <> #{account}
            and exists (
              select from paper r
              where r.qualification_id = #{qualification} and r.item_id = v.item_id and r.version = v.version and r.known is null)
            and not exists (
              select from grading x
              where x.paper_id = v.id and x.reviewer_id = #{account} and x.state in ('claimed', 'sent', 'returned'))
          order by md5(v.id::text || #{claim})
          limit 1
          """);

  // What its reviewer wrote before the time was over is there again.
  private static final Sql INSERT =
      Sql.of(
          """
          insert into grading (
            id, claim_id, paper_id, qualification_id, reviewer_id, role, state, lease_until, pay_micros, currency,
            grades, comment, flag)
          select #{id}, #{claim}, #{paper}, #{qualification}, #{account}, #{role}, 'claimed',
                 clock_timestamp() + #{lease_seconds} * interval '1 second', #{pay_micros}, #{currency},
                 coalesce(d.grades, '{}'), d.comment, d.flag
          from (values (1)) one (one)
          left join lateral (
            select grades, comment, flag from grading
            where paper_id = #{paper} and reviewer_id = #{account} and state = 'expired'
            order by claimed_at desc limit 1) d on true
          on conflict do nothing
          returning id
          """);

  private static final Sql TAKE_PLACE =
      Sql.of("update paper set live = live + 1 where id = #{paper}");

  private static final Sql PAPERS_OF =
      Sql.of(
          """
          select paper_id from grading
          where reviewer_id = #{account} and qualification_id = #{qualification} and state in ('claimed', 'sent', 'returned')
          """);

  /** A qualification that somebody holds. */
  record HeldLevel(QualificationId id, int level) {}

  Future<List<HeldLevel>> held(SqlClient client, Asking asking) {
    return asking.worker().isEmpty()
        ? Future.succeededFuture(List.of())
        : HELD.run(client, "worker", asking.worker().get())
            .map(
                rows ->
                    Rows.list(
                        rows,
                        row ->
                            new HeldLevel(
                                new QualificationId(row.getUUID("qualification_id")),
                                row.getInteger("level"))));
  }

  /**
   * What the reviewer may grade for; what has waited longest comes first.
   *
   * @param qualification of this one only; null: of all
   */
  Future<List<Desk>> desks(
      SqlClient client,
      Asking asking,
      List<HeldLevel> held,
      @Nullable QualificationId qualification) {
    return DESKS
        .run(
            client,
            "account",
            asking.account(),
            "qualification",
            qualification,
            "held",
            held.stream().map(one -> one.id().toString()).toArray(String[]::new),
            "levels",
            held.stream().map(HeldLevel::level).toArray(Integer[]::new))
        .map(rows -> Rows.list(rows, GrantRepository::desk));
  }

  private static Desk desk(Row row) {
    var pay = row.getJsonObject("pay");
    return new Desk(
        new QualificationId(row.getUUID("id")),
        row.getString("name"),
        pay == null || row.getBoolean("member") ? null : StrictJson.convert(pay, Money.class),
        row.getLong("rank") != null,
        ReviewerRepository.pause(row));
  }

  /** How many papers wait for the reviewer; at most {@value #MOST_COUNTED} are counted. */
  Future<Integer> waiting(SqlClient client, Asking asking, QualificationId qualification) {
    return WAITING
        .run(
            client,
            "account",
            asking.account(),
            "worker",
            worker(asking),
            "qualification",
            qualification,
            "most",
            MOST_COUNTED)
        .map(rows -> Rows.one(rows, row -> row.getInteger("waiting")));
  }

  private static @Nullable UUID worker(Asking asking) {
    return asking.worker().map(id -> id.value()).orElse(null);
  }

  /** A claim that was granted. */
  record Granted(GradingId id, AccountId reviewer) {}

  Future<Optional<Granted>> byClaim(SqlClient client, UUID claim) {
    return BY_CLAIM
        .run(client, "claim", claim)
        .map(
            rows ->
                Rows.first(
                    rows,
                    row ->
                        new Granted(
                            new GradingId(row.getUUID("id")),
                            new AccountId(row.getUUID("reviewer_id")))));
  }

  /** How many papers the reviewer has in hand. */
  Future<Integer> inHand(SqlClient client, AccountId account, QualificationId qualification) {
    return IN_HAND
        .run(client, "account", account, "qualification", qualification)
        .map(rows -> Rows.one(rows, row -> row.getInteger("held")));
  }

  /** The first paper for the reviewer that nobody else is looking at, locked. */
  Future<Optional<PaperId>> pick(SqlConnection tx, Asking asking, QualificationId qualification) {
    return PICK.run(
            tx,
            "account",
            asking.account(),
            "worker",
            worker(asking),
            "qualification",
            qualification)
        .map(rows -> Rows.first(rows, row -> new PaperId(row.getUUID("id"))));
  }

  Future<Void> lock(SqlConnection tx, PaperId paper) {
    return LOCK.run(tx, "paper", paper).mapEmpty();
  }

  /**
   * Whether a paper that is locked is for a reviewer.
   *
   * @param waits whether it wants graders
   * @param may whether the reviewer may grade it
   * @param pay null: nothing
   */
  record Admitted(
      boolean waits,
      boolean may,
      GradingRole role,
      OrganisationId organisation,
      @Nullable Money pay,
      int leaseSeconds,
      int validityPermille) {}

  /** Empty where the qualification has no such paper. */
  Future<Optional<Admitted>> admit(
      SqlConnection tx, Asking asking, QualificationId qualification, PaperId paper) {
    return ADMIT
        .run(
            tx,
            "account",
            asking.account(),
            "worker",
            worker(asking),
            "qualification",
            qualification,
            "paper",
            paper)
        .map(rows -> Rows.first(rows, GrantRepository::admitted));
  }

  private static Admitted admitted(Row row) {
    var micros = row.getLong("pay_micros");
    return new Admitted(
        row.getBoolean("waits"),
        row.getBoolean("may"),
        PaperState.parse(row.getString("state")) == PaperState.ADJUDICATING
            ? GradingRole.ADJUDICATOR
            : GradingRole.GRADER,
        new OrganisationId(row.getUUID("organisation_id")),
        micros == null || row.getBoolean("member")
            ? null
            : new Money(micros, row.getString("currency")),
        row.getInteger("lease_seconds"),
        row.getInteger("validity_permille"));
  }

  /** A validity paper that the reviewer has not had; the same for the same claim. */
  Future<Optional<PaperId>> validity(
      SqlConnection tx,
      AccountId account,
      QualificationId qualification,
      OrganisationId organisation,
      UUID claim) {
    return VALIDITY
        .run(
            tx,
            "account",
            account,
            "qualification",
            qualification,
            "organisation",
            organisation,
            "claim",
            claim.toString())
        .map(rows -> Rows.first(rows, row -> new PaperId(row.getUUID("id"))));
  }

  /** What is granted. */
  record Granting(
      GradingId id,
      UUID claim,
      PaperId paper,
      QualificationId qualification,
      AccountId reviewer,
      GradingRole role,
      int leaseSeconds,
      @Nullable Money pay) {}

  /** Takes the paper's place for the reviewer; not where a twin was first. */
  Future<Boolean> insert(SqlConnection tx, Granting granting) {
    var pay = granting.pay();
    return INSERT
        .run(
            tx,
            "id",
            granting.id(),
            "claim",
            granting.claim(),
            "paper",
            granting.paper(),
            "qualification",
            granting.qualification(),
            "account",
            granting.reviewer(),
            "role",
            granting.role(),
            "lease_seconds",
            granting.leaseSeconds(),
            "pay_micros",
            pay == null ? null : pay.micros(),
            "currency",
            pay == null ? null : pay.currency())
        .compose(
            rows ->
                rows.size() == 0
                    ? Future.succeededFuture(false)
                    : TAKE_PLACE.run(tx, "paper", granting.paper()).map(true));
  }

  /** What the reviewer has had, for the queue's memory. */
  Future<List<UUID>> papersOf(SqlClient client, AccountId account, QualificationId qualification) {
    return PAPERS_OF
        .run(client, "account", account, "qualification", qualification)
        .map(rows -> Rows.list(rows, row -> row.getUUID("paper_id")));
  }
}
