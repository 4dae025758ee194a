package dev.guildhall.worker;

import dev.guildhall.ledger.Ledger;
import dev.guildhall.ledger.LedgerAccount;
import dev.guildhall.ledger.LedgerAccountKind;
import dev.guildhall.ledger.Resolution;
import dev.guildhall.ledger.Transfer;
import dev.guildhall.ledger.TransferCode;
import dev.guildhall.platform.id.DerivedIds;
import dev.guildhall.platform.id.IdSource;
import dev.guildhall.platform.money.Money;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.worker.EarningRepository.Moved;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * What submissions earn. Every step is a batch in the caller's transaction and may be repeated: an
 * earning that has taken the step stays as it is.
 *
 * <p>The money moves with the state: pending in the ledger until the verdict, then accrued and at
 * once held, then payable.
 */
public final class Earnings {

  private static final int RELEASE_BATCH = 200;

  private final Database database;
  private final IdSource ids;
  private final Ledger ledger;
  private final EarningRepository repository;
  private final int holdDays;

  Earnings(
      Database database, IdSource ids, Ledger ledger, EarningRepository repository, int holdDays) {
    this.database = database;
    this.ids = ids;
    this.ledger = ledger;
    this.repository = repository;
    this.holdDays = holdDays;
  }

  /** What an assignment will earn when it is accepted. */
  public record Expected(UUID assignmentId, UUID projectId, WorkerId worker, Money amount) {}

  /** Work was sent: its pay is set aside for the worker. */
  public Future<Void> expect(SqlConnection tx, List<Expected> expected) {
    if (expected.isEmpty()) {
      return Future.succeededFuture();
    }
    return repository
        .insert(tx, expected.stream().map(_ -> ids.next()).toList(), expected)
        .compose(_ -> ledger.pend(tx, expected.stream().map(Earnings::accrual).toList()));
  }

  private static Transfer accrual(Expected expected) {
    return new Transfer(
        accrualId(expected.assignmentId()),
        account(LedgerAccountKind.PROJECT_RESERVED, expected.projectId(), expected.amount()),
        account(LedgerAccountKind.WORKER_ACCRUED, expected.worker().value(), expected.amount()),
        expected.amount(),
        TransferCode.ACCRUE,
        expected.assignmentId());
  }

  private static UUID accrualId(UUID assignment) {
    return DerivedIds.of(assignment, "accrue");
  }

  /** Work was accepted: its pay is the worker's, and is held for some days. */
  public Future<Void> accept(SqlConnection tx, Collection<UUID> assignments) {
    if (assignments.isEmpty()) {
      return Future.succeededFuture();
    }
    return repository
        .hold(tx, assignments, List.of(EarningState.PENDING), holdDays)
        .compose(
            moved ->
                ledger
                    .resolve(tx, resolutions(moved, true))
                    .compose(_ -> ledger.post(tx, moved.stream().map(Earnings::hold).toList())));
  }

  /** Work was rejected: what was set aside is free again. */
  public Future<Void> reject(SqlConnection tx, Collection<UUID> assignments) {
    if (assignments.isEmpty()) {
      return Future.succeededFuture();
    }
    return repository
        .revoke(tx, assignments)
        .compose(moved -> ledger.resolve(tx, resolutions(moved, false)));
  }

  private static List<Resolution> resolutions(List<Moved> moved, boolean post) {
    return moved.stream().map(m -> new Resolution(accrualId(m.assignment()), post)).toList();
  }

  private static Transfer hold(Moved moved) {
    return between(
        moved,
        "hold",
        LedgerAccountKind.WORKER_ACCRUED,
        LedgerAccountKind.WORKER_HELD,
        TransferCode.HOLD);
  }

  private static Transfer between(
      Moved moved, String step, LedgerAccountKind from, LedgerAccountKind to, TransferCode code) {
    return new Transfer(
        DerivedIds.of(moved.assignment(), step),
        account(from, moved.worker(), moved.amount()),
        account(to, moved.worker(), moved.amount()),
        moved.amount(),
        code,
        moved.assignment());
  }

  private static LedgerAccount account(LedgerAccountKind kind, UUID owner, Money amount) {
    return new LedgerAccount(kind, owner, amount.currency());
  }

  /** A rejection was overturned: the work is paid after all, out of the project's reserve. */
  public Future<Void> grant(SqlConnection tx, Expected expected) {
    return repository
        .hold(tx, List.of(expected.assignmentId()), List.of(EarningState.VOID), holdDays)
        .compose(
            moved ->
                ledger.post(
                    tx,
                    moved.stream()
                        .map(
                            m ->
                                new Transfer(
                                    DerivedIds.of(m.assignment(), "earn"),
                                    account(
                                        LedgerAccountKind.PROJECT_RESERVED,
                                        m.project(),
                                        m.amount()),
                                    account(LedgerAccountKind.WORKER_HELD, m.worker(), m.amount()),
                                    m.amount(),
                                    TransferCode.EARN,
                                    m.assignment()))
                        .toList()));
  }

  /**
   * Ends holds whose time has passed, by PostgreSQL's clock; how many. Several nodes may do so at
   * once.
   */
  Future<Integer> release() {
    return database.inTransaction(
        tx ->
            repository
                .release(tx, RELEASE_BATCH)
                .compose(
                    moved ->
                        ledger
                            .post(tx, moved.stream().map(Earnings::payable).toList())
                            .map(moved.size())));
  }

  private static Transfer payable(Moved moved) {
    return between(
        moved,
        "release_hold",
        LedgerAccountKind.WORKER_HELD,
        LedgerAccountKind.WORKER_PAYABLE,
        TransferCode.RELEASE_HOLD);
  }
}
