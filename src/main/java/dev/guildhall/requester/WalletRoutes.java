package dev.guildhall.requester;

import dev.guildhall.account.Memberships;
import dev.guildhall.account.OrganisationId;
import dev.guildhall.account.Role;
import dev.guildhall.ledger.Balance;
import dev.guildhall.ledger.Ledger;
import dev.guildhall.ledger.LedgerAccount;
import dev.guildhall.ledger.LedgerAccountKind;
import dev.guildhall.ledger.StatementLine;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.event.Event;
import dev.guildhall.platform.http.Page;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.platform.id.IdText;
import dev.guildhall.platform.money.Money;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The operations on an organisation's wallet. */
final class WalletRoutes implements Routes {

  private static final Set<LedgerAccountKind> OWN =
      Set.of(LedgerAccountKind.REQUESTER_AVAILABLE, LedgerAccountKind.PROJECT_RESERVED);
  // More than this in one go is a slip of the finger.
  private static final long MOST_UNITS = 1_000_000;

  private final Platform platform;
  private final Memberships memberships;
  private final Ledger ledger;
  private final Wallet wallet;
  private final boolean hasFundingSource;
  private final WalletRepository repository = new WalletRepository();

  WalletRoutes(
      Platform platform,
      Memberships memberships,
      Ledger ledger,
      Wallet wallet,
      boolean hasFundingSource) {
    this.platform = platform;
    this.memberships = memberships;
    this.ledger = ledger;
    this.wallet = wallet;
    this.hasFundingSource = hasFundingSource;
  }

  @Override
  public void bind(Binder to) {
    to.on("getWallet", this::get)
        .once("fundWallet", this::fund)
        .on("listWalletTransfers", this::transfers);
  }

  private record WalletLine(String currency, Money available, Money reserved, Money spent) {}

  private record Wallets(List<WalletLine> data) {}

  private record ShownTransfer(
      String id,
      Instant at,
      String code,
      Money amount,
      String balanceKind,
      @Nullable String projectId,
      @Nullable String assignmentId) {}

  private Future<Response> get(Request request) {
    var client = platform.database().client();
    return member(request, Role.VIEWER)
        .compose(organisation -> lines(client, organisation))
        .map(lines -> Response.ok(new Wallets(lines)));
  }

  private Future<List<WalletLine>> lines(SqlClient client, OrganisationId organisation) {
    return accounts(client, organisation).map(WalletRoutes::lines);
  }

  private static List<WalletLine> lines(Map<LedgerAccount, Balance> accounts) {
    var byCurrency = new TreeMap<String, WalletLine>();
    accounts.forEach(
        (account, balance) ->
            byCurrency.merge(account.currency(), line(account, balance), WalletRoutes::sum));
    return List.copyOf(byCurrency.values());
  }

  /**
   * One account's part. What came from outside and is neither in the wallet nor in a reserve is
   * spent. What is set aside in the wallet itself, for tests, is reserved as well.
   */
  private static WalletLine line(LedgerAccount account, Balance balance) {
    var none = Money.zero(account.currency());
    return switch (account.kind()) {
      case REQUESTER_AVAILABLE ->
          new WalletLine(
              account.currency(),
              balance.available(),
              balance.posted().minus(balance.available()),
              none.minus(balance.posted()));
      case PROJECT_RESERVED ->
          new WalletLine(account.currency(), none, balance.posted(), none.minus(balance.posted()));
      case FUNDING_SOURCE -> new WalletLine(account.currency(), none, none, balance.left());
      case WORKER_ACCRUED,
          WORKER_HELD,
          WORKER_PAYABLE,
          VENDOR_PAYABLE,
          PLATFORM_FEES,
          ROUNDING,
          PAYOUT_CLEARING,
          BANK ->
          new WalletLine(account.currency(), none, none, none);
    };
  }

  private static WalletLine sum(WalletLine one, WalletLine other) {
    return new WalletLine(
        one.currency(),
        one.available().plus(other.available()),
        one.reserved().plus(other.reserved()),
        one.spent().plus(other.spent()));
  }

  private Future<Map<LedgerAccount, Balance>> accounts(
      SqlClient client, OrganisationId organisation) {
    return repository
        .projects(client, organisation)
        .compose(
            projects -> {
              var owners = new ArrayList<>(projects);
              owners.add(organisation.value());
              return ledger.balancesOf(client, owners);
            });
  }

  private record FundingBody(Money amount) {}

  private Future<Response> fund(Request request, SqlConnection tx) {
    if (!hasFundingSource) {
      throw new Refusal.Forbidden(ErrorCode.FUNDING_SOURCE_MISSING);
    }
    Money amount = request.body(FundingBody.class).amount();
    if (amount.micros() == 0 || amount.micros() > MOST_UNITS * Money.microsPerUnit()) {
      throw Refusal.Invalid.field(
          "/amount/amount", "range", "Add more than nothing and at most " + MOST_UNITS + '.');
    }
    int places = Currency.getInstance(amount.currency()).getDefaultFractionDigits();
    if (BigDecimal.valueOf(amount.micros(), 6).stripTrailingZeros().scale() > places) {
      throw Refusal.Invalid.field(
          "/amount/amount",
          "decimals",
          "Money of " + amount.currency() + " comes with at most " + places + " decimal places.");
    }
    UUID cause = platform.ids().next();
    return memberTx(request, tx, Role.EDITOR)
        .compose(
            organisation ->
                wallet
                    .fund(tx, organisation, amount, cause)
                    .compose(
                        _ -> platform.events().append(tx, funded(request, organisation, amount)))
                    .compose(_ -> lines(tx, organisation))
                    .map(
                        lines ->
                            Response.created(
                                lines.stream()
                                    .filter(line -> line.currency().equals(amount.currency()))
                                    .findFirst()
                                    .orElseThrow())));
  }

  private static Event funded(Request request, OrganisationId organisation, Money amount) {
    return new Event(
        "wallet.funded",
        organisation.value(),
        request.principal().accountId(),
        new JsonObject().put("amount_micros", amount.micros()).put("currency", amount.currency()));
  }

  private Future<Response> transfers(Request request) {
    var client = platform.database().client();
    var cursor = request.cursor();
    var after = cursor.map(c -> new StatementLine.Position(c.instant(0), c.uuid(1), c.uuid(2)));
    return member(request, Role.VIEWER)
        .compose(organisation -> accounts(client, organisation))
        .compose(
            accounts ->
                ledger.statement(
                    client,
                    accounts.keySet().stream()
                        .filter(account -> OWN.contains(account.kind()))
                        .toList(),
                    request.limit() + 1,
                    after))
        .compose(
            lines ->
                repository
                    .assignments(client, lines.stream().map(StatementLine::cause).toList())
                    .map(
                        assignments ->
                            Response.ok(
                                Page.of(
                                    lines,
                                    request,
                                    line ->
                                        new Object[] {
                                          line.position().at(),
                                          line.position().transferId(),
                                          line.position().accountId()
                                        },
                                    line -> shown(line, assignments)))));
  }

  private static ShownTransfer shown(StatementLine line, Set<UUID> assignments) {
    boolean isReserved = line.account().kind() == LedgerAccountKind.PROJECT_RESERVED;
    Optional<UUID> project =
        isReserved
            ? Optional.of(line.account().owner())
            : Optional.of(line.counter())
                .filter(counter -> counter.kind() == LedgerAccountKind.PROJECT_RESERVED)
                .map(LedgerAccount::owner);
    return new ShownTransfer(
        IdText.print("tra", line.transferId()),
        line.at(),
        Sql.wire(line.code()),
        line.amount(),
        isReserved ? "reserved" : "available",
        project.map(id -> IdText.print("prj", id)).orElse(null),
        assignments.contains(line.cause()) ? IdText.print("asg", line.cause()) : null);
  }

  private Future<OrganisationId> member(Request request, Role role) {
    var organisation = OrganisationId.parse(request.path("organisation_id"));
    return memberships.require(request.principal(), organisation, role).map(organisation);
  }

  private Future<OrganisationId> memberTx(Request request, SqlConnection tx, Role role) {
    var organisation = OrganisationId.parse(request.path("organisation_id"));
    return memberships.require(tx, request.principal(), organisation, role).map(organisation);
  }
}
