package dev.guildhall.ledger;

import static dev.guildhall.ledger.LedgerAccountKind.PROJECT_RESERVED;
import static dev.guildhall.ledger.LedgerAccountKind.REQUESTER_AVAILABLE;
import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.money.Money;
import dev.guildhall.testing.TestPlatform;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random sequences of operations, compared with {@link MemoryLedger}. */
class LedgerPropertyIT {

  @RegisterExtension static final TestPlatform test = new TestPlatform();

  // Currencies with two, no and three decimals.
  private static final List<String> CURRENCIES = List.of("USD", "JPY", "KWD");
  private static final int OPERATIONS = 1_500;

  private final Ledger ledger = new Ledger();

  @ParameterizedTest
  @ValueSource(longs = {1, 20_260_301, -7_046_029_254_386_353_131L})
  void everySequenceEndsWhereTheModelEnds(long seed) {
    var random = new Random(seed);
    var world = new World(random);
    var model = new MemoryLedger();
    int refused = 0;
    int repeated = 0;

    for (int i = 0; i < OPERATIONS; i++) {
      Operation operation = world.next();
      repeated += operation.repeats() ? 1 : 0;
      boolean expected = operation.on(model);
      boolean happened = happened(operation);
      assertThat(happened).as("seed %s, operation %s: %s", seed, i, operation).isEqualTo(expected);
      refused += happened ? 0 : 1;
    }

    assertThat(refused).as("operations refused").isGreaterThan(10);
    assertThat(repeated).as("operations repeated").isGreaterThan(10);
    assertThat(
            await(ledger.balances(test.platform().database().client(), model.balances().keySet())))
        .isEqualTo(model.balances());
    assertNothingIsWrong();
  }

  @Test
  void operationsAtTheSameTimeNeverOverdrawAndKeepTheBalance() {
    var world = new World(new Random(42));
    for (LedgerAccount wallet : world.accounts(REQUESTER_AVAILABLE)) {
      await(move(List.of(World.funding(wallet, 500)), TransferPhase.POSTED));
    }
    var operations = IntStream.range(0, 2_000).mapToObj(_ -> world.next()).toList();

    int happened = 0;
    for (int from = 0; from < operations.size(); from += 40) {
      var running = operations.subList(from, from + 40).stream().map(this::outcome).toList();
      happened += (int) running.stream().filter(one -> await(one)).count();
    }

    assertThat(happened).isGreaterThan(200).isLessThan(2_000);
    assertNothingIsWrong();
  }

  @Test
  void tenSpendersOfTheLastMoneyFindOneWinner() {
    var world = new World(new Random(3));
    var wallet = world.accounts(REQUESTER_AVAILABLE).getFirst();
    await(move(List.of(World.funding(wallet, 10)), TransferPhase.POSTED));
    var project =
        world.accounts(PROJECT_RESERVED).stream()
            .filter(one -> one.currency().equals(wallet.currency()))
            .findFirst()
            .orElseThrow();
    var all =
        await(ledger.balances(test.platform().database().client(), List.of(wallet)))
            .get(wallet)
            .available();

    var running =
        IntStream.range(0, 10)
            .mapToObj(
                _ ->
                    new Transfer(
                        test.newId(), wallet, project, all, TransferCode.RESERVE, test.newId()))
            .map(transfer -> outcome(new Move(List.of(transfer), false, false)))
            .toList();

    assertThat(running.stream().filter(one -> await(one)).count()).isEqualTo(1);
    assertNothingIsWrong();
  }

  @Test
  void accountsOpenedByManyAtOnceAreLockedInOneOrder() {
    var wallet = new World(new Random(5)).accounts(REQUESTER_AVAILABLE).getFirst();
    await(move(List.of(World.funding(wallet, 100)), TransferPhase.POSTED));

    for (int round = 0; round < 100; round++) {
      var project = new LedgerAccount(PROJECT_RESERVED, test.newId(), wallet.currency());
      var running =
          IntStream.range(0, 6)
              .mapToObj(
                  _ -> reserveOnce(wallet, project).compose(_ -> reserveOnce(wallet, project)))
              .toList();
      running.forEach(TestPlatform::await);
    }
  }

  /** Without {@code Database.inTransaction}, which would try again after a deadlock. */
  private Future<Void> reserveOnce(LedgerAccount wallet, LedgerAccount project) {
    var transfer =
        new Transfer(
            test.newId(),
            wallet,
            project,
            new Money(1, wallet.currency()),
            TransferCode.RESERVE,
            test.newId());
    return ((Pool) test.platform().database().client())
        .withTransaction(tx -> ledger.record(tx, Booking.posting(List.of(transfer))));
  }

  @Test
  void aTransferSentTwiceAtTheSameTimeMovesOnce() {
    var world = new World(new Random(4));
    var wallet = world.accounts(REQUESTER_AVAILABLE).getFirst();
    var funding = World.funding(wallet, 7);

    var running =
        IntStream.range(0, 8)
            .mapToObj(_ -> move(List.of(funding, funding), TransferPhase.POSTED))
            .toList();
    running.forEach(TestPlatform::await);

    assertThat(
            await(ledger.balances(test.platform().database().client(), List.of(wallet)))
                .get(wallet)
                .posted())
        .isEqualTo(funding.amount());
  }

  private void assertNothingIsWrong() {
    assertThat(await(new LedgerCheck().findings(test.platform().database().client()))).isEmpty();
    assertThat(
            test.sql(
                """
                select 1 from ledger_account where kind not in ('funding_source', 'bank', 'rounding')
                  and credits_posted - debits_posted - debits_pending < 0
                """))
        .isEmpty();
  }

  private boolean happened(Operation operation) {
    return await(outcome(operation));
  }

  private Future<Boolean> outcome(Operation operation) {
    return inTransaction(tx -> operation.on(ledger, tx))
        .map(true)
        .recover(
            failure ->
                failure instanceof Refusal.Conflict || failure instanceof IllegalStateException
                    ? Future.succeededFuture(false)
                    : Future.failedFuture(failure));
  }

  private Future<Void> move(List<Transfer> transfers, TransferPhase phase) {
    return inTransaction(
        tx ->
            phase == TransferPhase.PENDING
                ? ledger.record(tx, Booking.pending(transfers))
                : ledger.record(tx, Booking.posting(transfers)));
  }

  private Future<Void> inTransaction(Function<SqlConnection, Future<Void>> work) {
    return test.platform().database().inTransaction(work);
  }

  /** Something to do to both ledgers. */
  private sealed interface Operation {
    boolean on(MemoryLedger model);

    Future<Void> on(Ledger ledger, SqlConnection tx);

    boolean repeats();
  }

  private record Move(List<Transfer> transfers, boolean pending, boolean repeats)
      implements Operation {
    @Override
    public boolean on(MemoryLedger model) {
      return model.move(transfers, pending);
    }

    @Override
    public Future<Void> on(Ledger ledger, SqlConnection tx) {
      return pending
          ? ledger.record(tx, Booking.pending(transfers))
          : ledger.record(tx, Booking.posting(transfers));
    }
  }

  private record Resolve(List<Resolution> resolutions, boolean repeats) implements Operation {
    @Override
    public boolean on(MemoryLedger model) {
      return resolutions.stream()
              .allMatch(
                  one ->
                      model.moved().stream().anyMatch(moved -> moved.id().equals(one.pendingId())))
          && model.resolve(resolutions);
    }

    @Override
    public Future<Void> on(Ledger ledger, SqlConnection tx) {
      return ledger.record(tx, Booking.resolving(resolutions));
    }
  }

  /**
   * Makes operations up: owners of each kind in three currencies, and everything made so far to
   * repeat or resolve.
   */
  private static final class World {
    private final Random random;
    private final Map<LedgerAccountKind, List<LedgerAccount>> accounts = new LinkedHashMap<>();
    private final List<Move> moves = new ArrayList<>();
    private final List<Transfer> pending = new ArrayList<>();

    World(Random random) {
      this.random = random;
      for (LedgerAccountKind kind : LedgerAccountKind.values()) {
        var owners = IntStream.range(0, 3).mapToObj(_ -> test.newId()).toList();
        accounts.put(
            kind,
            owners.stream()
                .flatMap(
                    owner ->
                        CURRENCIES.stream()
                            .map(currency -> new LedgerAccount(kind, owner, currency)))
                .toList());
      }
    }

    List<LedgerAccount> accounts(LedgerAccountKind kind) {
      return accounts.get(kind);
    }

    static Transfer funding(LedgerAccount wallet, long units) {
      var source =
          new LedgerAccount(LedgerAccountKind.FUNDING_SOURCE, wallet.owner(), wallet.currency());
      return new Transfer(
          test.newId(),
          source,
          wallet,
          new Money(units * 1_000_000, wallet.currency()),
          TransferCode.FUND,
          test.newId());
    }

    Operation next() {
      int dice = random.nextInt(100);
      if (dice < 10 && !moves.isEmpty()) {
        var again = moves.get(random.nextInt(moves.size()));
        return new Move(again.transfers(), again.pending(), true);
      }
      if (dice < 40 && !pending.isEmpty()) {
        return new Resolve(some(resolution()), false);
      }
      var move = dice < 70 ? pendings() : posts();
      moves.add(move);
      return move;
    }

    private Move pendings() {
      var transfers =
          some(
              () ->
                  transfer(
                      PROJECT_RESERVED, LedgerAccountKind.WORKER_ACCRUED, TransferCode.ACCRUE));
      pending.addAll(transfers);
      return new Move(transfers, true, false);
    }

    private Move posts() {
      return new Move(
          some(
              () ->
                  switch (random.nextInt(5)) {
                    case 0 ->
                        transfer(
                            LedgerAccountKind.FUNDING_SOURCE,
                            REQUESTER_AVAILABLE,
                            TransferCode.FUND);
                    case 1, 2 ->
                        transfer(REQUESTER_AVAILABLE, PROJECT_RESERVED, TransferCode.RESERVE);
                    case 3 ->
                        transfer(
                            PROJECT_RESERVED, REQUESTER_AVAILABLE, TransferCode.RELEASE_RESERVE);
                    default ->
                        transfer(
                            LedgerAccountKind.WORKER_ACCRUED,
                            LedgerAccountKind.WORKER_HELD,
                            TransferCode.HOLD);
                  }),
          false,
          false);
    }

    private java.util.function.Supplier<Resolution> resolution() {
      return () ->
          new Resolution(pending.get(random.nextInt(pending.size())), random.nextInt(3) > 0);
    }

    private Transfer transfer(LedgerAccountKind from, LedgerAccountKind to, TransferCode code) {
      String currency = CURRENCIES.get(random.nextInt(CURRENCIES.size()));
      // One micro, an odd number of micros, or up to fifty units.
      long micros =
          switch (random.nextInt(4)) {
            case 0 -> 1;
            case 1 -> 333_333;
            default -> 1 + random.nextLong(50_000_000);
          };
      return new Transfer(
          UUID.nameUUIDFromBytes(bytes()),
          one(from, currency),
          one(to, currency),
          new Money(micros, currency),
          code,
          test.newId());
    }

    private LedgerAccount one(LedgerAccountKind kind, String currency) {
      var all =
          accounts.get(kind).stream()
              .filter(account -> account.currency().equals(currency))
              .toList();
      return all.get(random.nextInt(all.size()));
    }

    /** Ids without any order, as clients might make them. */
    private byte[] bytes() {
      var bytes = new byte[16];
      random.nextBytes(bytes);
      return bytes;
    }

    private <T> List<T> some(java.util.function.Supplier<T> one) {
      return IntStream.rangeClosed(0, random.nextInt(4)).mapToObj(_ -> one.get()).toList();
    }
  }
}
