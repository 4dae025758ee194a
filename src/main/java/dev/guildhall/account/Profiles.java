package dev.guildhall.account;

import dev.guildhall.platform.Platform;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.id.IdText;
import dev.guildhall.platform.json.ShownName;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** The signed-in account: showing it, changing what its owner may change. */
final class Profiles {

  private static final List<String> ROLES =
      List.of("worker", "requester", "reviewer", "vendor", "operator");

  private final Database database;
  private final EventLog events;
  private final AccountRepository accounts;
  private final OrganisationRepository organisations;

  Profiles(Platform platform, AccountRepository accounts, OrganisationRepository organisations) {
    this.database = platform.database();
    this.events = platform.events();
    this.accounts = accounts;
    this.organisations = organisations;
  }

  Future<Me> get(Principal who) {
    return accounts
        .find(database.client(), id(who))
        .compose(found -> shown(database.client(), who, found.orElseThrow(Profiles::gone)));
  }

  /**
   * @param isExpected whether the account is still what the caller last saw; else it fails with
   *     {@code PRECONDITION_FAILED}
   */
  Future<Me> change(Principal who, MeChange change, Predicate<Me> isExpected) {
    return database.inTransaction(
        tx ->
            accounts
                .lock(tx, id(who))
                .map(found -> found.orElseThrow(Profiles::gone))
                .compose(
                    account ->
                        shown(tx, who, account)
                            .compose(
                                before ->
                                    isExpected.test(before)
                                        ? apply(tx, account, change)
                                        : Future.failedFuture(
                                            new Refusal.Conflict(ErrorCode.PRECONDITION_FAILED))))
                .compose(_ -> accounts.find(tx, id(who)))
                .compose(after -> shown(tx, who, after.orElseThrow(Profiles::gone))));
  }

  private Future<Void> apply(SqlConnection tx, Account account, MeChange change) {
    String name =
        change.displayName() == null
            ? account.displayName()
            : ShownName.cleaned(change.displayName(), "/display_name");
    String zone =
        change.timeZone() == null ? account.timeZone() : Registration.timeZone(change.timeZone());
    return accounts
        .change(
            tx,
            account.id(),
            name,
            Objects.requireNonNullElse(change.locale(), account.locale()),
            zone)
        .compose(
            _ ->
                events.append(
                    tx,
                    AccountEvents.ofAccount(
                        "account.changed", account.id(), new AccountEvents.Nothing())));
  }

  private Future<Me> shown(SqlClient client, Principal who, Account account) {
    return organisations
        .ofAccount(client, account.id())
        .map(
            all ->
                new Me(
                    account.id(),
                    account.email().value(),
                    account.isVerified(),
                    account.displayName(),
                    account.locale(),
                    account.timeZone(),
                    ROLES.stream().filter(who::is).toList(),
                    who.attribute("worker").map(worker -> IdText.print("wrk", worker)).orElse(null),
                    all,
                    account.createdAt()));
  }

  private static AccountId id(Principal who) {
    return new AccountId(who.accountId());
  }

  private static Refusal gone() {
    return new Refusal.Unauthenticated(ErrorCode.SESSION_ENDED);
  }
}
