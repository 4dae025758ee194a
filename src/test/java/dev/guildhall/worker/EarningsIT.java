package dev.guildhall.worker;

import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guildhall.ledger.Balance;
import dev.guildhall.ledger.Booking;
import dev.guildhall.ledger.Ledger;
import dev.guildhall.ledger.LedgerAccount;
import dev.guildhall.ledger.LedgerAccountKind;
import dev.guildhall.ledger.LedgerCheck;
import dev.guildhall.ledger.Transfer;
import dev.guildhall.ledger.TransferCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.money.Money;
import dev.guildhall.testing.TestPlatform;
import dev.guildhall.worker.Earnings.Expected;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EarningsIT {

  @RegisterExtension static final TestPlatform test = new TestPlatform();

  private static final int HOLD_DAYS = 3;
  private static Ledger ledger;
  private static Earnings earnings;

  @BeforeAll
  static void wire() {
    ledger = new Ledger();
    earnings = new WorkerModule(test.platform(), ledger, HOLD_DAYS).earnings();
  }

  @Test
  void payGoesFromTheProjectThroughTheHoldToPayable() {
    var worker = worker();
    var project = project("10", "USD");
    var work = expected(project, worker, "0.25", "USD");

    run(tx -> expect(tx, List.of(work)));
    assertThat(balance(LedgerAccountKind.WORKER_ACCRUED, worker.value(), "USD").incoming())
        .isEqualTo(work.amount());
    assertThat(reserved(project, "USD").available()).isEqualTo(Money.parse("9.75", "USD"));

    run(tx -> accept(tx, List.of(work.causeId())));
    assertThat(state(work)).isEqualTo("held");
    assertThat(balance(LedgerAccountKind.WORKER_HELD, worker.value(), "USD").posted())
        .isEqualTo(work.amount());
    assertThat(balance(LedgerAccountKind.WORKER_ACCRUED, worker.value(), "USD").posted())
        .isEqualTo(Money.zero("USD"));
    assertThat(
            test.sql(
                "select 1 from earning where cause_id = $1 and hold_until - moved_at between interval '3 days -1 second' and interval '3 days 1 second'",
                work.causeId()))
        .hasSize(1);

    release();
    assertThat(state(work)).as("its hold has not passed").isEqualTo("held");
    letHoldsPass();
    release();
    release();
    assertThat(state(work)).isEqualTo("payable");
    assertThat(balance(LedgerAccountKind.WORKER_PAYABLE, worker.value(), "USD").posted())
        .isEqualTo(work.amount());
    assertThat(ledgerFindings()).isEmpty();
  }

  @Test
  void everyStepRepeatedHasNoSecondEffect() {
    var worker = worker();
    var project = project("1", "KWD");
    var work = expected(project, worker, "0.125", "KWD");

    for (int i = 0; i < 3; i++) {
      run(tx -> expect(tx, List.of(work, work)));
    }
    for (int i = 0; i < 3; i++) {
      run(tx -> accept(tx, List.of(work.causeId(), work.causeId())));
    }
    run(tx -> expect(tx, List.of(work)));
    run(tx -> reject(tx, List.of(work.causeId())));
    run(tx -> grant(tx, work.causeId()));

    assertThat(balance(LedgerAccountKind.WORKER_HELD, worker.value(), "KWD").posted())
        .isEqualTo(work.amount());
    assertThat(reserved(project, "KWD").available()).isEqualTo(Money.parse("0.875", "KWD"));
  }

  @Test
  void aRejectionFreesTheMoneyAndAnOverturnedOnePaysOnce() {
    var worker = worker();
    var project = project("5", "JPY");
    var work = expected(project, worker, "5", "JPY");
    run(tx -> expect(tx, List.of(work)));

    run(tx -> reject(tx, List.of(work.causeId())));
    assertThat(state(work)).isEqualTo("void");
    assertThat(reserved(project, "JPY").available()).isEqualTo(work.amount());

    run(tx -> grant(tx, work.causeId()));
    run(tx -> grant(tx, work.causeId()));
    assertThat(state(work)).isEqualTo("held");
    assertThat(balance(LedgerAccountKind.WORKER_HELD, worker.value(), "JPY").posted())
        .isEqualTo(work.amount());
    assertThat(reserved(project, "JPY").available()).isEqualTo(Money.zero("JPY"));
  }

  @Test
  void aBatchThatTheProjectDoesNotCoverLeavesNothingBehind() {
    var worker = worker();
    var project = project("1", "USD");
    var batch =
        IntStream.range(0, 3).mapToObj(_ -> expected(project, worker, "0.4", "USD")).toList();

    assertThatThrownBy(() -> run(tx -> expect(tx, batch))).isInstanceOf(Refusal.Conflict.class);

    assertThat(reserved(project, "USD").available()).isEqualTo(Money.parse("1", "USD"));
    assertThat(test.sql("select 1 from earning where project_id = $1", project)).isEmpty();
  }

  @Test
  void judgesWhoMeetPayEachWorkOnceOrNotAtAll() {
    var worker = worker();
    var project = project("100", "USD");
    var batch =
        IntStream.range(0, 20).mapToObj(_ -> expected(project, worker, "0.5", "USD")).toList();
    run(tx -> expect(tx, batch));
    var assignments = batch.stream().map(Expected::causeId).toList();

    var running = new ArrayList<Future<Void>>();
    for (int i = 0; i < 4; i++) {
      running.add(inTransaction(tx -> accept(tx, assignments.reversed())));
      running.add(inTransaction(tx -> reject(tx, assignments.subList(5, 15))));
      running.add(inTransaction(tx -> accept(tx, assignments)));
    }
    running.forEach(TestPlatform::await);

    long paid = batch.stream().filter(work -> state(work).equals("held")).count();
    assertThat(batch).allSatisfy(work -> assertThat(state(work)).isIn("held", "void"));
    assertThat(balance(LedgerAccountKind.WORKER_HELD, worker.value(), "USD").posted())
        .isEqualTo(Money.parse("0.5", "USD").times(paid));
    assertThat(reserved(project, "USD").available())
        .isEqualTo(Money.parse("100", "USD").minus(Money.parse("0.5", "USD").times(paid)));
    assertThat(ledgerFindings()).isEmpty();
  }

  @Test
  void nodesThatReleaseTogetherShareTheHolds() throws InterruptedException {
    var worker = worker();
    var project = project("100", "USD");
    var batch =
        IntStream.range(0, 450).mapToObj(_ -> expected(project, worker, "0.01", "USD")).toList();
    run(tx -> expect(tx, batch));
    run(tx -> accept(tx, batch.stream().map(Expected::causeId).toList()));
    letHoldsPass();

    var nodes =
        IntStream.range(0, 3).mapToObj(_ -> Thread.ofVirtual().start(EarningsIT::release)).toList();
    for (Thread node : nodes) {
      node.join();
    }

    assertThat(balance(LedgerAccountKind.WORKER_PAYABLE, worker.value(), "USD").posted())
        .isEqualTo(Money.parse("4.5", "USD"));
    assertThat(ledgerFindings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void anyOrderOfStepsLeavesLedgerAndStatesInStep(long seed) {
    var random = new Random(seed);
    var workers = IntStream.range(0, 4).mapToObj(_ -> worker()).toList();
    var currencies = List.of("USD", "JPY", "KWD");
    var projects = new HashMap<String, UUID>();
    currencies.forEach(currency -> projects.put(currency, project("40", currency)));
    var model = new HashMap<UUID, EarningState>();
    var all = new ArrayList<Expected>();
    int refused = 0;

    for (int step = 0; step < 250; step++) {
      int dice = random.nextInt(10);
      if (dice < 4 || all.isEmpty()) {
        var batch =
            IntStream.rangeClosed(0, random.nextInt(8))
                .mapToObj(
                    _ -> {
                      String currency = currencies.get(random.nextInt(3));
                      var amount = new Money(1 + random.nextLong(900_000), currency);
                      return new Expected(
                          test.newId(),
                          projects.get(currency),
                          workers.get(random.nextInt(4)),
                          amount);
                    })
                .toList();
        if (happened(tx -> expect(tx, batch))) {
          all.addAll(batch);
          batch.forEach(work -> model.put(work.causeId(), EarningState.PENDING));
        } else {
          refused++;
        }
      } else if (dice < 9) {
        var some =
            IntStream.rangeClosed(0, random.nextInt(8))
                .mapToObj(_ -> all.get(random.nextInt(all.size())).causeId())
                .toList();
        boolean accepted = dice < 7;
        run(tx -> accepted ? accept(tx, some) : reject(tx, some));
        some.forEach(
            id ->
                model.computeIfPresent(
                    id,
                    (_, was) ->
                        was != EarningState.PENDING
                            ? was
                            : accepted ? EarningState.HELD : EarningState.VOID));
      } else {
        var work = all.get(random.nextInt(all.size()));
        if (happened(tx -> grant(tx, work.causeId()))) {
          model.computeIfPresent(
              work.causeId(), (_, was) -> was == EarningState.VOID ? EarningState.HELD : was);
        }
      }
      if (random.nextInt(20) == 0) {
        letHoldsPass();
        release();
        model.replaceAll((_, was) -> was == EarningState.HELD ? EarningState.PAYABLE : was);
      }
    }

    assertThat(refused).as("batches that were not covered").isPositive();
    assertThat(all)
        .allSatisfy(work -> assertThat(state(work)).isEqualTo(model.get(work.causeId()).wire()));
    for (String currency : currencies) {
      for (WorkerId worker : workers) {
        var mine = all.stream().filter(work -> work.worker().equals(worker)).toList();
        assertThat(balance(LedgerAccountKind.WORKER_ACCRUED, worker.value(), currency).incoming())
            .isEqualTo(sum(mine, model, EarningState.PENDING, currency));
        assertThat(balance(LedgerAccountKind.WORKER_HELD, worker.value(), currency).posted())
            .isEqualTo(sum(mine, model, EarningState.HELD, currency));
        assertThat(balance(LedgerAccountKind.WORKER_PAYABLE, worker.value(), currency).posted())
            .isEqualTo(sum(mine, model, EarningState.PAYABLE, currency));
      }
      assertThat(
              reserved(projects.get(currency), currency)
                  .available()
                  .plus(sum(all, model, EarningState.PENDING, currency))
                  .plus(sum(all, model, EarningState.HELD, currency))
                  .plus(sum(all, model, EarningState.PAYABLE, currency)))
          .isEqualTo(Money.parse("40", currency));
    }
    assertThat(ledgerFindings()).isEmpty();
  }

  private static Money sum(
      List<Expected> all, Map<UUID, EarningState> model, EarningState state, String currency) {
    return all.stream()
        .filter(
            work -> work.amount().currency().equals(currency) && model.get(work.causeId()) == state)
        .map(Expected::amount)
        .reduce(Money.zero(currency), Money::plus);
  }

  private static Future<Void> expect(SqlConnection tx, List<Expected> work) {
    return earnings.expect(tx, work).compose(booking -> earnings.book(tx, booking));
  }

  private static Future<Void> accept(SqlConnection tx, List<UUID> assignments) {
    return earnings.accept(tx, assignments).compose(booking -> earnings.book(tx, booking));
  }

  private static Future<Void> reject(SqlConnection tx, List<UUID> assignments) {
    return earnings.reject(tx, assignments).compose(booking -> earnings.book(tx, booking));
  }

  private static Future<Void> grant(SqlConnection tx, UUID assignment) {
    return earnings.grant(tx, assignment).compose(booking -> earnings.book(tx, booking));
  }

  private static Expected expected(UUID project, WorkerId worker, String amount, String currency) {
    return new Expected(test.newId(), project, worker, Money.parse(amount, currency));
  }

  private static WorkerId worker() {
    var account = test.newId();
    var worker = new WorkerId(test.newId());
    test.sql(
        "insert into account (id, email, password_hash, display_name) values ($1, $2, 'x', 'Ada')",
        account,
        account + "@example.org");
    test.sql("insert into worker (id, account_id) values ($1, $2)", worker.value(), account);
    return worker;
  }

  /** A project with that much set aside. */
  private static UUID project(String amount, String currency) {
    var organisation = test.newId();
    var project = test.newId();
    var money = Money.parse(amount, currency);
    var source = new LedgerAccount(LedgerAccountKind.FUNDING_SOURCE, organisation, currency);
    var reserved = new LedgerAccount(LedgerAccountKind.PROJECT_RESERVED, project, currency);
    run(
        tx ->
            ledger.record(
                tx,
                Booking.posting(
                    List.of(
                        new Transfer(
                            test.newId(), source, reserved, money, TransferCode.FUND, project)))));
    return project;
  }

  private static String state(Expected work) {
    return test.sql("select state from earning where cause_id = $1", work.causeId())
        .getFirst()
        .getString("state");
  }

  private static void letHoldsPass() {
    test.sql(
        "update earning set hold_until = clock_timestamp() - interval '1 second' where state = 'held'");
  }

  private static void release() {
    var until = System.nanoTime() + 20_000_000_000L;
    while (await(earnings.release()) > 0 && System.nanoTime() < until) {
      // Until no hold is due.
    }
  }

  private static Balance reserved(UUID project, String currency) {
    return balance(LedgerAccountKind.PROJECT_RESERVED, project, currency);
  }

  private static Balance balance(LedgerAccountKind kind, UUID owner, String currency) {
    var account = new LedgerAccount(kind, owner, currency);
    return await(ledger.balances(test.platform().database().client(), List.of(account)))
        .get(account);
  }

  private static List<String> ledgerFindings() {
    return await(new LedgerCheck().findings(test.platform().database().client()));
  }

  private static void run(Function<SqlConnection, Future<Void>> work) {
    await(inTransaction(work));
  }

  private static Future<Void> inTransaction(Function<SqlConnection, Future<Void>> work) {
    return test.platform().database().inTransaction(work);
  }

  private static boolean happened(Function<SqlConnection, Future<Void>> work) {
    return await(
        inTransaction(work)
            .map(true)
            .recover(
                failure ->
                    failure instanceof Refusal.Conflict
                        ? Future.succeededFuture(false)
                        : Future.failedFuture(failure)));
  }
}
