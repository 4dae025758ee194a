package dev.guildhall.worker;

import dev.guildhall.account.OrganisationId;
import dev.guildhall.ledger.Booking;
import dev.guildhall.ledger.Ledger;
import dev.guildhall.ledger.LedgerAccount;
import dev.guildhall.ledger.LedgerAccountKind;
import dev.guildhall.ledger.Resolution;
import dev.guildhall.ledger.Transfer;
import dev.guildhall.ledger.TransferCode;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.event.Event;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.id.DerivedIds;
import dev.guildhall.platform.id.IdSource;
import dev.guildhall.platform.money.Money;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.worker.EarningRepository.Moved;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What submissions, tests and gradings earn. Every step is a batch in the caller's transaction and
 * may be repeated: an earning that has taken the step stays as it is.
 *
 * <p>The steps of work answer with what is to be booked, for {@link #book} as the last statement of
 * the transaction: every worker of a project waits for the same account.
 *
 * <p>The money moves with the state: pending in the ledger until the verdict, then accrued and at
 * once held, then payable. What is accepted in the moment it is sent goes straight into its hold.
 */
public final class Earnings {

  /**
   * Holds of a worker have ended; the subject is the worker, the payload {@code {"currency",
   * "micros", "earnings"}}: how much it is, of how many.
   */
  public static final String RELEASED = "worker.earnings_released";

  private static final int RELEASE_BATCH = 200;

  private final Database database;
  private final IdSource ids;
  private final EventLog events;
  private final Ledger ledger;
  private final EarningRepository repository;
  private final int holdDays;

  Earnings(Platform platform, Ledger ledger, EarningRepository repository, int holdDays) {
    this.database = platform.database();
    this.ids = platform.ids();
    this.events = platform.events();
    this.ledger = ledger;
    this.repository = repository;
    this.holdDays = holdDays;
  }

  /** Out of whose money something is paid. */
  public sealed interface Payer {

    /** Work: the reserve of its project. */
    record OfWork(UUID project) implements Payer {
      @Override
      public LedgerAccountKind account() {
        return LedgerAccountKind.PROJECT_RESERVED;
      }

      @Override
      public UUID owner() {
        return project;
      }

      @Override
      public @Nullable UUID organisation() {
        return null;
      }
    }

    /** Tests and gradings: the wallet of the organisation that qualifies. */
    record OfTests(UUID organisation) implements Payer {
      @Override
      public LedgerAccountKind account() {
        return LedgerAccountKind.REQUESTER_AVAILABLE;
      }

      @Override
      public UUID owner() {
        return organisation;
      }

      @Override
      public @Nullable UUID project() {
        return null;
      }
    }

    LedgerAccountKind account();

    UUID owner();

    @Nullable UUID project();

    @Nullable UUID organisation();
  }

  /**
   * What an assignment, an attempt or a grading earns, or will earn when it is accepted.
   *
   * @param causeId which of these it is
   */
  public record Expected(UUID causeId, Payer payer, WorkerId worker, Money amount) {

    /** Of an assignment. */
    public Expected(UUID assignmentId, UUID projectId, WorkerId worker, Money amount) {
      this(assignmentId, new Payer.OfWork(projectId), worker, amount);
    }

    /** Of an attempt or a grading. */
    public static Expected ofTest(
        UUID causeId, OrganisationId organisation, WorkerId worker, Money amount) {
      return new Expected(causeId, new Payer.OfTests(organisation.value()), worker, amount);
    }
  }

  /** Work was sent: its pay is to be set aside for the worker. */
  public Future<Booking> expect(SqlConnection tx, List<Expected> expected) {
    return insert(tx, expected, EarningState.PENDING)
        .map(added -> Booking.pending(added.stream().map(Earnings::accrual).toList()));
  }

  /**
   * A test was begun: its pay is set aside out of the organisation's wallet. {@link #accept} when
   * it is sent, {@link #reject} when it is given up.
   */
  public Future<Booking> expectTests(SqlConnection tx, List<Expected> expected) {
    return insert(tx, expected, EarningState.PENDING, EarningBasis.TEST)
        .map(added -> Booking.pending(added.stream().map(Earnings::accrual).toList()));
  }

  /**
   * Papers were claimed: the pay for grading them is set aside as of {@link #expectTests}. {@link
   * #accept} when the grades are sent, {@link #reject} when the paper is given back.
   */
  public Future<Booking> expectGradings(SqlConnection tx, List<Expected> expected) {
    return insert(tx, expected, EarningState.PENDING, EarningBasis.GRADING)
        .map(added -> Booking.pending(added.stream().map(Earnings::accrual).toList()));
  }

  /** Work was accepted in the moment it was sent: its pay is the worker's, and held some days. */
  public Future<Booking> earn(SqlConnection tx, List<Expected> earned) {
    return insert(tx, earned, EarningState.HELD)
        .map(added -> Booking.posting(added.stream().map(Earnings::earning).toList()));
  }

  /**
   * Work was called back: what the time spent on it comes to is the worker's, and held some days.
   * What was set aside for its submission has to have ended by {@link #reject}.
   */
  public Future<Booking> compensate(SqlConnection tx, List<Expected> spent) {
    return insert(tx, spent, EarningState.HELD, EarningBasis.CANCELLATION)
        .map(added -> Booking.posting(added.stream().map(Earnings::compensation).toList()));
  }

  private Future<List<Moved>> insert(
      SqlConnection tx, List<Expected> expected, EarningState state) {
    return insert(tx, expected, state, EarningBasis.SUBMISSION);
  }

  private Future<List<Moved>> insert(
      SqlConnection tx, List<Expected> expected, EarningState state, EarningBasis basis) {
    return expected.isEmpty()
        ? Future.succeededFuture(List.of())
        : repository.insert(
            tx, expected.stream().map(_ -> ids.next()).toList(), expected, state, basis, holdDays);
  }

  private static Transfer compensation(Moved moved) {
    return new Transfer(
        DerivedIds.of(moved.cause(), "compensate"),
        account(moved.payer().account(), moved.payer().owner(), moved.amount()),
        account(LedgerAccountKind.WORKER_HELD, moved.worker(), moved.amount()),
        moved.amount(),
        TransferCode.COMPENSATE,
        moved.cause());
  }

  private static Transfer accrual(Moved moved) {
    return new Transfer(
        DerivedIds.of(moved.cause(), moved.round() == 1 ? "accrue" : "accrue " + moved.round()),
        account(moved.payer().account(), moved.payer().owner(), moved.amount()),
        account(LedgerAccountKind.WORKER_ACCRUED, moved.worker(), moved.amount()),
        moved.amount(),
        TransferCode.ACCRUE,
        moved.cause());
  }

  /** Work was accepted, or a test sent: its pay is the worker's, and is held for some days. */
  public Future<Booking> accept(SqlConnection tx, Collection<UUID> causes) {
    if (causes.isEmpty()) {
      return Future.succeededFuture(Booking.NOTHING);
    }
    return repository
        .hold(tx, causes, List.of(EarningState.PENDING), holdDays)
        .map(
            moved ->
                Booking.resolving(resolutions(moved, true))
                    .and(Booking.posting(moved.stream().map(Earnings::hold).toList())));
  }

  /** Work was rejected, or a test given up: what was set aside is free again. */
  public Future<Booking> reject(SqlConnection tx, Collection<UUID> causes) {
    if (causes.isEmpty()) {
      return Future.succeededFuture(Booking.NOTHING);
    }
    return repository.revoke(tx, causes).map(moved -> Booking.resolving(resolutions(moved, false)));
  }

  private static List<Resolution> resolutions(List<Moved> moved, boolean post) {
    return moved.stream().map(one -> new Resolution(accrual(one), post)).toList();
  }

  /** Moves the money of the steps before. */
  public Future<Void> book(SqlConnection tx, Booking booking) {
    return ledger.record(tx, booking);
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
        DerivedIds.of(moved.cause(), step),
        account(from, moved.worker(), moved.amount()),
        account(to, moved.worker(), moved.amount()),
        moved.amount(),
        code,
        moved.cause());
  }

  private static LedgerAccount account(LedgerAccountKind kind, UUID owner, Money amount) {
    return new LedgerAccount(kind, owner, amount.currency());
  }

  /** A rejection was overturned: the work is paid after all, out of the project's reserve. */
  public Future<Booking> grant(SqlConnection tx, UUID assignment) {
    return repository
        .hold(tx, List.of(assignment), List.of(EarningState.VOID), holdDays)
        .map(moved -> Booking.posting(moved.stream().map(Earnings::earning).toList()));
  }

  private static Transfer earning(Moved moved) {
    return new Transfer(
        DerivedIds.of(moved.cause(), "earn"),
        account(moved.payer().account(), moved.payer().owner(), moved.amount()),
        account(LedgerAccountKind.WORKER_HELD, moved.worker(), moved.amount()),
        moved.amount(),
        TransferCode.EARN,
        moved.cause());
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
                        events
                            .append(tx, released(moved))
                            .compose(
                                _ ->
                                    ledger.record(
                                        tx,
                                        Booking.posting(
                                            moved.stream().map(Earnings::payable).toList())))
                            .map(moved.size())));
  }

  /** One event for all that a worker's holds of one currency come to. */
  private static List<Event> released(List<Moved> moved) {
    var told = new ArrayList<Event>();
    moved.stream()
        .collect(
            Collectors.groupingBy(
                Moved::worker, Collectors.groupingBy(one -> one.amount().currency())))
        .forEach(
            (worker, byCurrency) ->
                byCurrency.forEach((currency, all) -> told.add(released(worker, currency, all))));
    return told;
  }

  private static Event released(UUID worker, String currency, List<Moved> moved) {
    return new Event(
        RELEASED,
        worker,
        null,
        new JsonObject()
            .put("currency", currency)
            .put("micros", moved.stream().mapToLong(one -> one.amount().micros()).sum())
            .put("earnings", moved.size()));
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
