package dev.guildhall.worker;

import dev.guildhall.ledger.Balance;
import dev.guildhall.ledger.Ledger;
import dev.guildhall.ledger.LedgerAccount;
import dev.guildhall.platform.http.Page;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.platform.id.IdText;
import dev.guildhall.platform.money.Money;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.worker.EarningRepository.Listed;
import dev.guildhall.worker.EarningRepository.NextRelease;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a worker earned: five columns, and each line with the work behind it. */
final class EarningRoutes implements Routes {

  private static final int CSV_PAGE = 1_000;

  private final Database database;
  private final Ledger ledger;
  private final EarningRepository repository;

  EarningRoutes(Database database, Ledger ledger, EarningRepository repository) {
    this.database = database;
    this.ledger = ledger;
    this.repository = repository;
  }

  @Override
  public void bind(Binder to) {
    to.on("getBalance", this::balance).on("listEarnings", this::list);
  }

  private record Columns(
      String currency,
      Money earned,
      Money approved,
      Money scheduled,
      Money sent,
      Money received,
      @Nullable Instant nextReleaseAt) {}

  private record Balances(List<Columns> balances) {}

  private record Line(
      String id,
      String title,
      @Nullable String assignmentId,
      @Nullable String attemptId,
      @Nullable String gradingId,
      @Nullable String projectId,
      @Nullable String projectName,
      @Nullable String qualificationId,
      Money amount,
      EarningBasis basis,
      String column,
      Instant earnedAt,
      @Nullable Instant movesAt,
      @Nullable String holdReason) {}

  private Future<Response> balance(Request request) {
    var worker = own(request);
    return Future.all(
            ledger.balancesOf(database.client(), List.of(worker.value())),
            repository.nextReleases(database.client(), worker))
        .map(
            both -> {
              Map<LedgerAccount, Balance> accounts = both.resultAt(0);
              List<NextRelease> releases = both.resultAt(1);
              var currencies = new TreeSet<String>();
              accounts.keySet().forEach(account -> currencies.add(account.currency()));
              return Response.ok(
                      new Balances(
                          currencies.stream().map(c -> columns(c, accounts, releases)).toList()))
                  .taggedByContent();
            });
  }

  private static Columns columns(
      String currency, Map<LedgerAccount, Balance> accounts, List<NextRelease> releases) {
    var earned = Money.zero(currency);
    var approved = Money.zero(currency);
    var scheduled = Money.zero(currency);
    var sent = Money.zero(currency);
    var received = Money.zero(currency);
    for (var entry : accounts.entrySet()) {
      if (!entry.getKey().currency().equals(currency)) {
        continue;
      }
      Balance balance = entry.getValue();
      switch (entry.getKey().kind()) {
        case WORKER_ACCRUED -> {
          earned = earned.plus(balance.incoming());
          approved = approved.plus(balance.posted());
        }
        case WORKER_HELD -> approved = approved.plus(balance.posted());
        case WORKER_PAYABLE -> scheduled = scheduled.plus(balance.posted());
        case PAYOUT_CLEARING -> sent = sent.plus(balance.posted());
        case BANK -> received = received.plus(balance.posted());
        case FUNDING_SOURCE,
            REQUESTER_AVAILABLE,
            PROJECT_RESERVED,
            VENDOR_PAYABLE,
            PLATFORM_FEES,
            ROUNDING -> {
          // Not a worker's.
        }
      }
    }
    return new Columns(
        currency,
        earned,
        approved,
        scheduled,
        sent,
        received,
        releases.stream()
            .filter(release -> release.currency().equals(currency))
            .map(NextRelease::at)
            .findFirst()
            .orElse(null));
  }

  private Future<Response> list(Request request) {
    boolean wantsCsv =
        Optional.ofNullable(request.rawHeader("Accept")).orElse("").startsWith("text/csv");
    return wantsCsv ? csv(request) : page(request);
  }

  private Future<Response> page(Request request) {
    var cursor = request.cursor();
    return repository
        .page(
            database.client(),
            own(request),
            states(request),
            cursor.map(c -> c.instant(0)).orElse(null),
            cursor.map(c -> c.uuid(1)).orElse(null),
            request.limit() + 1)
        .map(
            listed ->
                Response.ok(
                    Page.of(
                        listed,
                        request,
                        earning -> new Object[] {earning.earnedAt(), earning.id()},
                        EarningRoutes::line)));
  }

  /** The whole list, page by page, so that neither memory nor a connection is held for long. */
  private Future<Response> csv(Request request) {
    var worker = own(request);
    var states = states(request);
    // The first page is read before the answer begins, for until then a failure can still be told.
    return repository
        .page(database.client(), worker, states, null, null, CSV_PAGE)
        .map(
            first ->
                Response.streamed(
                        "text/csv; charset=utf-8",
                        response ->
                            response
                                .setChunked(true)
                                .write(EarningCsv.header())
                                .compose(_ -> write(response, worker, states, first))
                                .compose(_ -> response.end()))
                    .with("Content-Disposition", "attachment; filename=\"earnings.csv\""));
  }

  private Future<Void> write(
      HttpServerResponse response, WorkerId worker, List<EarningState> states, List<Listed> page) {
    if (page.isEmpty()) {
      return Future.succeededFuture();
    }
    var last = page.getLast();
    var written = response.write(EarningCsv.lines(page));
    return page.size() < CSV_PAGE
        ? written
        : written
            .compose(
                _ ->
                    repository.page(
                        database.client(), worker, states, last.earnedAt(), last.id(), CSV_PAGE))
            .compose(next -> write(response, worker, states, next));
  }

  private static List<EarningState> states(Request request) {
    var column = request.query("column");
    return Arrays.stream(EarningState.values())
        .filter(
            state ->
                column.isEmpty()
                    ? !state.column().equals("none")
                    : state.column().equals(column.get()))
        .toList();
  }

  private static Line line(Listed earning) {
    return new Line(
        IdText.print("ern", earning.id()),
        earning.title(),
        isWork(earning) ? IdText.print("asg", earning.cause()) : null,
        earning.basis() == EarningBasis.TEST ? IdText.print("atm", earning.cause()) : null,
        earning.basis() == EarningBasis.GRADING ? IdText.print("grd", earning.cause()) : null,
        printed("prj", earning.project()),
        isWork(earning) ? earning.title() : null,
        printed("qlf", earning.qualification()),
        earning.amount(),
        earning.basis(),
        earning.state().column(),
        earning.earnedAt(),
        earning.holdUntil(),
        earning.holdReason());
  }

  private static boolean isWork(Listed earning) {
    return switch (earning.basis()) {
      case SUBMISSION, CANCELLATION -> true;
      case TEST, GRADING -> false;
    };
  }

  private static @Nullable String printed(String prefix, @Nullable UUID id) {
    return id == null ? null : IdText.print(prefix, id);
  }

  private static WorkerId own(Request request) {
    return new WorkerId(request.principal().required("worker"));
  }
}
