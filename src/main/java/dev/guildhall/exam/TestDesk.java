package dev.guildhall.exam;

import dev.guildhall.account.OrganisationId;
import dev.guildhall.account.Role;
import dev.guildhall.exam.Form.Lack;
import dev.guildhall.exam.Form.Outcome;
import dev.guildhall.item.Bank;
import dev.guildhall.item.ItemId;
import dev.guildhall.item.ItemVersionRef;
import dev.guildhall.item.PoolItem;
import dev.guildhall.item.ServedItem;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.http.EntityTags;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.id.IdSource;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.qualification.QualificationId;
import dev.guildhall.qualification.Qualifications;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where authors write tests and publish them. */
final class TestDesk {

  private final Database database;
  private final EventLog events;
  private final IdSource ids;
  private final Qualifications qualifications;
  private final Bank bank;
  private final Forms forms;
  private final TestRepository repository;

  TestDesk(
      Database database,
      EventLog events,
      IdSource ids,
      Qualifications qualifications,
      Bank bank,
      Forms forms,
      TestRepository repository) {
    this.database = database;
    this.events = events;
    this.ids = ids;
    this.qualifications = qualifications;
    this.bank = bank;
    this.forms = forms;
    this.repository = repository;
  }

  /** A version, and what the bank lacks to serve it; of a retired one nothing is asked. */
  record Shown(TestVersion test, List<Lack> missing) {}

  /** Newest first. */
  Future<List<Shown>> list(Principal who, QualificationId qualification) {
    return database.read(
        client ->
            qualifications
                .visible(client, who, qualification, Role.VIEWER)
                .compose(_ -> repository.list(client, qualification))
                .compose(
                    tests ->
                        Future.all(tests.stream().map(test -> shown(client, test)).toList())
                            .map(all -> all.<Shown>list())));
  }

  Future<Shown> get(Principal who, TestId id) {
    return database.read(
        client -> visible(client, who, id, Role.VIEWER).compose(test -> shown(client, test)));
  }

  private Future<Shown> shown(SqlClient client, TestVersion test) {
    return test.state() == TestState.RETIRED
        ? Future.succeededFuture(new Shown(test, List.of()))
        : forms.prospect(client, test).map(prospect -> new Shown(test, prospect.lacks()));
  }

  /** A foreign test is as good as none. */
  private Future<TestVersion> visible(SqlClient client, Principal who, TestId id, Role role) {
    return repository
        .find(client, id)
        .map(found -> found.orElseThrow(() -> new Refusal.NotFound("test")))
        .compose(
            test ->
                qualifications
                    .visible(client, who, test.qualificationId(), role)
                    .recover(
                        refused ->
                            Future.failedFuture(
                                refused instanceof Refusal.NotFound
                                    ? new Refusal.NotFound("test")
                                    : refused))
                    .map(test));
  }

  /** Drafts the next version. */
  Future<Shown> create(
      SqlConnection tx, Principal who, QualificationId qualification, JsonObject plan) {
    var id = new TestId(ids.next());
    return qualifications
        .visible(tx, who, qualification, Role.EDITOR)
        .compose(found -> requireSound(tx, found.organisationId(), qualification, plan))
        .compose(_ -> repository.lock(tx, qualification))
        .compose(_ -> repository.insert(tx, id, qualification, plan, who.accountId()))
        .compose(
            _ -> events.append(tx, new TestEvents.Drafted(id, qualification).by(who.accountId())))
        .compose(_ -> repository.find(tx, id))
        .compose(test -> shown(tx, test.orElseThrow()));
  }

  private Future<Void> requireSound(
      SqlClient client,
      OrganisationId organisation,
      QualificationId qualification,
      JsonObject source) {
    var plan = TestPlan.parse(source);
    return qualifications
        .usable(client, organisation, PlanChecks.named(plan))
        .map(
            usable -> {
              var errors = PlanChecks.errors(plan, qualification, usable);
              if (!errors.isEmpty()) {
                throw new Refusal.Invalid(ErrorCode.INVALID, errors);
              }
              return null;
            });
  }

  /** Changes a draft, if {@code expected} names the version of it that is stored. */
  Future<Shown> update(Principal who, TestId id, EntityTags expected, JsonObject plan) {
    return changing(
        who,
        id,
        (tx, test) -> {
          if (!expected.admit(tag -> tag.equals(etag(test)))) {
            throw new Refusal.Conflict(
                ErrorCode.PRECONDITION_FAILED,
                Map.of(),
                TestRoutes.json(new Shown(test, List.of())));
          }
          requireState(test, TestState.DRAFT);
          return requireSound(tx, test.organisationId(), test.qualificationId(), plan)
              .compose(_ -> repository.update(tx, id, plan));
        });
  }

  static String etag(TestVersion test) {
    return "v" + test.changes();
  }

  /**
   * Lets workers take it, and no more the version before; refused when the bank cannot serve it.
   */
  Future<Shown> publish(SqlConnection tx, Principal who, TestId id) {
    return changing(
        tx,
        who,
        id,
        (_, test) -> {
          requireState(test, TestState.DRAFT);
          return requireSound(tx, test.organisationId(), test.qualificationId(), test.source())
              .compose(_ -> forms.prospect(tx, test))
              .compose(
                  prospect -> {
                    if (!prospect.lacks().isEmpty()) {
                      throw new Refusal.Conflict(
                          ErrorCode.TEST_NOT_SERVABLE,
                          Map.of("missing", texts(prospect.lacks())),
                          Map.of("missing", prospect.lacks()));
                    }
                    return published(tx, who, test, prospect);
                  });
        });
  }

  private static String texts(List<Lack> lacks) {
    return lacks.stream()
        .map(lack -> lack.section() + ": " + lack.text())
        .collect(Collectors.joining(" "));
  }

  private Future<Void> published(
      SqlConnection tx, Principal who, TestVersion test, Forms.Prospect prospect) {
    return repository
        .retirePublished(tx, test.qualificationId())
        .compose(
            before ->
                repository
                    .publish(tx, test.id(), prospect.targets(), prospect.gradedByPeople())
                    .compose(
                        _ ->
                            events.append(
                                tx,
                                Stream.concat(
                                        before.stream()
                                            .map(
                                                old ->
                                                    new TestEvents.Retired(
                                                        old, test.qualificationId())),
                                        Stream.of(
                                            new TestEvents.Published(
                                                test.id(), test.qualificationId(), test.version())))
                                    .map(event -> event.by(who.accountId()))
                                    .toList())));
  }

  /** Lets nobody begin it any more; what is retired stays so. */
  Future<Shown> retire(SqlConnection tx, Principal who, TestId id) {
    return changing(
        tx,
        who,
        id,
        (_, test) -> {
          if (test.state() == TestState.RETIRED) {
            return Future.succeededFuture();
          }
          requireState(test, TestState.PUBLISHED);
          return repository
              .retirePublished(tx, test.qualificationId())
              .compose(
                  _ ->
                      events.append(
                          tx,
                          new TestEvents.Retired(id, test.qualificationId()).by(who.accountId())));
        });
  }

  private static void requireState(TestVersion test, TestState wanted) {
    if (test.state() != wanted) {
      throw new Refusal.Conflict(
          ErrorCode.TEST_STATE, Map.of("state", test.state().wire(), "wanted", wanted.wire()));
    }
  }

  private interface Change {
    Future<Void> apply(SqlConnection tx, TestVersion test);
  }

  private Future<Shown> changing(Principal who, TestId id, Change change) {
    return database.inTransaction(tx -> changing(tx, who, id, change));
  }

  /** Finds the test, and once more under the lock. */
  private Future<Shown> changing(SqlConnection tx, Principal who, TestId id, Change change) {
    return visible(tx, who, id, Role.EDITOR)
        .compose(test -> repository.lock(tx, test.qualificationId()))
        .compose(_ -> repository.find(tx, id))
        .compose(test -> change.apply(tx, test.orElseThrow()))
        .compose(_ -> repository.find(tx, id))
        .compose(test -> shown(tx, test.orElseThrow()));
  }

  /**
   * A form for looking at.
   *
   * @param bodies by item
   */
  record Sample(TestVersion test, Form form, Map<ItemId, ServedItem> bodies) {}

  /** Draws a form that nobody gets; the same {@code seed} draws the same from the same bank. */
  Future<Sample> sample(Principal who, TestId id, long seed) {
    return database.read(
        client ->
            visible(client, who, id, Role.VIEWER)
                .compose(
                    test ->
                        forms
                            .draw(client, test, Set.of(), new SplittableRandom(seed))
                            .compose(outcome -> sample(client, test, outcome))));
  }

  private Future<Sample> sample(SqlClient client, TestVersion test, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Lacking lacking ->
          throw new Refusal.Conflict(
              ErrorCode.TEST_NOT_SERVABLE,
              Map.of("missing", texts(lacking.lacks())),
              Map.of("missing", lacking.lacks()));
      case Outcome.Whole whole ->
          bank.served(client, refs(test.plan(), whole.form()))
              .map(
                  served ->
                      new Sample(
                          test,
                          whole.form(),
                          served.stream()
                              .collect(Collectors.toMap(ServedItem::id, Function.identity()))));
    };
  }

  private static List<ItemVersionRef> refs(TestPlan plan, Form form) {
    return Stream.iterate(0, s -> s < form.parts().size(), s -> s + 1)
        .flatMap(
            s ->
                Stream.concat(
                    form.parts().get(s).items().stream().map(Form.Drawn::ref),
                    sampled(plan, form, s).map(PoolItem::ref)))
        .toList();
  }

  /** Of an adaptive section as many as it may ask. */
  static Stream<PoolItem> sampled(TestPlan plan, Form form, int section) {
    return form.parts().get(section).pool().stream().limit(plan.sections().get(section).items());
  }
}
