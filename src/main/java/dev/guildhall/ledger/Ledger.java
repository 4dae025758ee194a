package dev.guildhall.ledger;

import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.money.Money;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Moves money between accounts, many transfers in a few statements.
 *
 * <p>Lock order: a booking locks its accounts in the order of their ids (as uuid) before it writes.
 * A transaction that makes several may still meet another in a deadlock, which {@code
 * Database.inTransaction} tries again. All the work of a project goes through its one account, so a
 * transaction books last, and once.
 *
 * <p>A call that fails has spoilt its transaction: PostgreSQL takes no further statement in it.
 */
public final class Ledger {

  private static final String CHECK_VIOLATION = "23514";
  private static final String OUT_OF_RANGE = "22003";

  private final LedgerRepository repository = new LedgerRepository();

  /**
   * Carries a booking out, whole. A transfer whose id was moved before is left out, and ending one
   * again in the same way changes nothing.
   *
   * @return fails with {@link Refusal.Conflict} {@code funds_missing} when an account does not
   *     cover what leaves it, {@code transfer_resolved} when a transfer was ended the other way;
   *     with {@link IllegalStateException} when an id was used for another transfer, or what is to
   *     end was never pending
   */
  public Future<Void> record(SqlConnection tx, Booking booking) {
    if (booking.isEmpty()) {
      return Future.succeededFuture();
    }
    return lock(tx, booking.accounts())
        .compose(
            before ->
                inOrder(tx, booking)
                    .recover(failure -> Future.failedFuture(explained(failure, before, booking))));
  }

  /** Sends all three statements at once: the connection keeps their order. */
  private Future<Void> inOrder(SqlConnection tx, Booking booking) {
    return Future.all(
            move(tx, booking.pend(), TransferPhase.PENDING),
            resolve(tx, booking.resolve()),
            move(tx, booking.post(), TransferPhase.POSTED))
        .mapEmpty();
  }

  private Future<Void> move(SqlConnection tx, List<Transfer> transfers, TransferPhase phase) {
    if (transfers.isEmpty()) {
      return Future.succeededFuture();
    }
    return repository
        .move(tx, transfers, phase)
        .compose(
            moved ->
                moved == transfers.size()
                    ? Future.succeededFuture()
                    : repository.differing(tx, transfers, phase).map(Ledger::requireNone));
  }

  private static @Nullable Void requireNone(List<UUID> differing) {
    if (!differing.isEmpty()) {
      throw new IllegalStateException(
          "transfer ids that were used for other transfers: " + differing);
    }
    return null;
  }

  private Future<Void> resolve(SqlConnection tx, List<Resolution> resolutions) {
    if (resolutions.isEmpty()) {
      return Future.succeededFuture();
    }
    return repository
        .resolve(tx, resolutions)
        .compose(
            resolved ->
                resolved == resolutions.size()
                    ? Future.succeededFuture()
                    : repository
                        .phases(tx, resolutions)
                        .map(phases -> requireSameWay(resolutions, phases)));
  }

  private static @Nullable Void requireSameWay(
      List<Resolution> resolutions, Map<UUID, TransferPhase> phases) {
    for (Resolution resolution : resolutions) {
      var phase = phases.get(resolution.pendingId());
      if (phase == null) {
        throw new IllegalStateException(resolution.pending() + " was never pending");
      }
      if (phase != resolution.phase()) {
        throw new Refusal.Conflict(ErrorCode.TRANSFER_RESOLVED);
      }
    }
    return null;
  }

  /** The balance of each of {@code accounts}; zero where nothing was moved yet. */
  public Future<Map<LedgerAccount, Balance>> balances(
      SqlClient client, Collection<LedgerAccount> accounts) {
    return repository
        .balances(client, accounts.stream().map(LedgerAccount::id).distinct().toList())
        .map(
            found ->
                accounts.stream()
                    .distinct()
                    .collect(
                        Collectors.toMap(
                            Function.identity(),
                            account ->
                                found.getOrDefault(
                                    account.id(), Balance.zero(account.currency())))));
  }

  /** Every account of {@code owners} that something was moved to or from. */
  public Future<Map<LedgerAccount, Balance>> balancesOf(SqlClient client, Collection<UUID> owners) {
    return repository.balancesOf(client, List.copyOf(owners));
  }

  /**
   * What moved on {@code accounts}, newest first; what is only set aside, or was given back, did
   * not move.
   *
   * @param after the last line that was seen; empty starts at the newest
   */
  public Future<List<StatementLine>> statement(
      SqlClient client,
      Collection<LedgerAccount> accounts,
      int limit,
      Optional<StatementLine.Position> after) {
    return repository.statement(
        client, accounts.stream().map(LedgerAccount::id).toList(), limit, after);
  }

  private Future<Map<UUID, Balance>> lock(SqlConnection tx, List<LedgerAccount> accounts) {
    var ids = accounts.stream().map(LedgerAccount::id).toList();
    return repository
        .lock(tx, ids)
        .compose(
            locked ->
                !locked.isEmpty()
                    ? Future.succeededFuture(locked)
                    : repository.open(tx, accounts).compose(_ -> repository.lock(tx, ids)));
  }

  /** What the database refused, in the words of the caller. */
  private static Throwable explained(
      Throwable failure, Map<UUID, Balance> before, Booking booking) {
    if (!(failure instanceof PgException refused)) {
      return failure;
    }
    if (CHECK_VIOLATION.equals(refused.getSqlState())
        && "ledger_account_covered".equals(refused.getConstraint())) {
      return fundsMissing(before, booking);
    }
    if (OUT_OF_RANGE.equals(refused.getSqlState())) {
      return new Refusal.Conflict(ErrorCode.AMOUNT_TOO_LARGE);
    }
    return failure;
  }

  /**
   * Names the account that lacks most: what the booking takes from it beyond what it brings there,
   * and what it had.
   */
  private static Refusal fundsMissing(Map<UUID, Balance> before, Booking booking) {
    var needed = new HashMap<LedgerAccount, Money>();
    for (Transfer taken : booking.taken()) {
      if (!taken.debit().kind().mayGoBelowZero()) {
        needed.merge(taken.debit(), taken.amount(), Money::plus);
      }
    }
    for (Transfer brought : booking.brought()) {
      needed.computeIfPresent(brought.credit(), (_, amount) -> amount.minus(brought.amount()));
    }
    var lacking =
        needed.entrySet().stream()
            .max(
                Comparator.comparingLong(
                    entry -> entry.getValue().minus(available(before, entry.getKey())).micros()))
            .orElseThrow();
    return new Refusal.Conflict(
        ErrorCode.FUNDS_MISSING,
        Map.of(
            "needed", text(lacking.getValue()),
            "available", text(available(before, lacking.getKey()))));
  }

  private static Money available(Map<UUID, Balance> before, LedgerAccount account) {
    return before.getOrDefault(account.id(), Balance.zero(account.currency())).available();
  }

  private static String text(Money money) {
    return money.amount() + ' ' + money.currency();
  }
}
