package dev.guildhall.requester;

import dev.guildhall.account.OrganisationId;
import dev.guildhall.ledger.Balance;
import dev.guildhall.ledger.Booking;
import dev.guildhall.ledger.Ledger;
import dev.guildhall.ledger.LedgerAccount;
import dev.guildhall.ledger.LedgerAccountKind;
import dev.guildhall.ledger.Transfer;
import dev.guildhall.ledger.TransferCode;
import dev.guildhall.platform.id.DerivedIds;
import dev.guildhall.platform.money.Money;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.UUID;

/**
 * The money of an organisation: available, and set aside by project. Each move is named by its
 * cause, so repeating one changes nothing.
 */
public final class Wallet {

  private final Ledger ledger;

  Wallet(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Adds money from the funding source. */
  public Future<Void> fund(
      SqlConnection tx, OrganisationId organisation, Money amount, UUID cause) {
    return ledger.record(
        tx,
        booking(
            new LedgerAccount(
                LedgerAccountKind.FUNDING_SOURCE, organisation.value(), amount.currency()),
            available(organisation, amount.currency()),
            amount,
            TransferCode.FUND,
            cause));
  }

  /** Carries out what others of this class booked; fails like {@link #reserve}. */
  public Future<Void> book(SqlConnection tx, Booking booking) {
    return ledger.record(tx, booking);
  }

  /** Sets money aside for a project; fails with {@code funds_missing} when there is not enough. */
  public Future<Void> reserve(
      SqlConnection tx, OrganisationId organisation, UUID projectId, Money amount, UUID cause) {
    return ledger.record(tx, reservation(organisation, projectId, amount, cause));
  }

  /** What {@link #reserve} books, for a transaction that books more. */
  public Booking reservation(
      OrganisationId organisation, UUID projectId, Money amount, UUID cause) {
    return booking(
        available(organisation, amount.currency()),
        reserved(projectId, amount.currency()),
        amount,
        TransferCode.RESERVE,
        cause);
  }

  /** Gives back what was set aside and is not needed. */
  public Future<Void> release(
      SqlConnection tx, OrganisationId organisation, UUID projectId, Money amount, UUID cause) {
    return ledger.record(tx, releasing(organisation, projectId, amount, cause));
  }

  /** What {@link #release} books, for a transaction that books more. */
  public Booking releasing(OrganisationId organisation, UUID projectId, Money amount, UUID cause) {
    return booking(
        reserved(projectId, amount.currency()),
        available(organisation, amount.currency()),
        amount,
        TransferCode.RELEASE_RESERVE,
        cause);
  }

  /** What the organisation can still spend in that currency. */
  public Future<Money> available(SqlClient client, OrganisationId organisation, String currency) {
    var account = available(organisation, currency);
    return ledger
        .balances(client, List.of(account))
        .map(balances -> balances.getOrDefault(account, zero(currency)).available());
  }

  private static Balance zero(String currency) {
    return new Balance(currency, 0, 0, 0, 0);
  }

  private static Booking booking(
      LedgerAccount from, LedgerAccount to, Money amount, TransferCode code, UUID cause) {
    UUID id = DerivedIds.of(cause, Sql.wire(code));
    return Booking.posting(List.of(new Transfer(id, from, to, amount, code, cause)));
  }

  static LedgerAccount available(OrganisationId organisation, String currency) {
    return new LedgerAccount(LedgerAccountKind.REQUESTER_AVAILABLE, organisation.value(), currency);
  }

  static LedgerAccount reserved(UUID projectId, String currency) {
    return new LedgerAccount(LedgerAccountKind.PROJECT_RESERVED, projectId, currency);
  }
}
