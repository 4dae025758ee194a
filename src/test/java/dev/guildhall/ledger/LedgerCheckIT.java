package dev.guildhall.ledger;

import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.platform.money.Money;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.testing.TestPlatform;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Corruption is planted inside a transaction that is rolled back, with the database's own guards
 * off.
 */
class LedgerCheckIT {

  @RegisterExtension static final TestPlatform test = new TestPlatform();

  private final Ledger ledger = new Ledger();
  private final LedgerAccount source = account(LedgerAccountKind.FUNDING_SOURCE);
  private final LedgerAccount wallet = account(LedgerAccountKind.REQUESTER_AVAILABLE);
  private final LedgerAccount worker = account(LedgerAccountKind.WORKER_ACCRUED);
  private final Transfer funding = transfer(source, wallet);
  private final Transfer pending = transfer(wallet, worker);

  @BeforeEach
  void aFundedWalletWithPayPosted() {
    await(
        test.platform()
            .database()
            .inTransaction(
                tx ->
                    ledger
                        .record(tx, Booking.posting(List.of(funding)))
                        .compose(_ -> ledger.record(tx, Booking.pending(List.of(pending))))
                        .compose(
                            _ ->
                                ledger.record(
                                    tx,
                                    Booking.resolving(List.of(new Resolution(pending, true)))))));
    assertThat(await(new LedgerCheck().findings(test.platform().database().client()))).isEmpty();
  }

  @Test
  void aChangedBalanceIsNamed() {
    var findings =
        findingsAfter(
            "update ledger_account set credits_posted = credits_posted + 1 where id = '%s'"
                .formatted(wallet.id()));

    assertThat(findings).hasSize(2);
    assertThat(findings.get(0)).contains("account " + wallet.id());
    assertThat(findings.get(1))
        .isEqualTo(
            "currency USD: found 1 micros posted, 0 micros pending; expected all accounts add up to zero");
  }

  @Test
  void aChangedAmountIsNamed() {
    var findings =
        findingsAfter(
            "alter table ledger_transfer disable trigger ledger_transfer_append_only",
            "update ledger_transfer set amount_micros = amount_micros - 1 where id = '%s'"
                .formatted(funding.id()));

    assertThat(findings)
        .anySatisfy(finding -> assertThat(finding).contains("account " + source.id()))
        .anySatisfy(finding -> assertThat(finding).contains("account " + wallet.id()));
  }

  @Test
  void aRemovedTransferIsNamed() {
    var findings =
        findingsAfter(
            "alter table ledger_transfer disable trigger ledger_transfer_append_only",
            "delete from ledger_transfer where pending_id = '%s'".formatted(pending.id()));

    assertThat(findings)
        .anySatisfy(finding -> assertThat(finding).contains("account " + worker.id()))
        .anySatisfy(finding -> assertThat(finding).contains("account " + wallet.id()));
  }

  @Test
  void aSecondResolutionIsNamed() {
    var findings =
        findingsAfter(
            "alter table ledger_transfer drop constraint ledger_transfer_pending_id_key",
            """
            insert into ledger_transfer (id, debit_account_id, credit_account_id, amount_micros, currency, code, phase, pending_id, cause_id)
            select gen_random_uuid(), debit_account_id, credit_account_id, amount_micros, currency, code, 'void', pending_id, cause_id
            from ledger_transfer where pending_id = '%s'
            """
                .formatted(pending.id()));

    assertThat(findings)
        .anySatisfy(finding -> assertThat(finding).contains(pending.id() + ": found 2 ends"));
  }

  @Test
  void aResolutionOfAnotherAmountIsNamed() {
    var findings =
        findingsAfter(
            "alter table ledger_transfer disable trigger ledger_transfer_append_only",
            "update ledger_transfer set amount_micros = 1 where pending_id = '%s'"
                .formatted(pending.id()));

    assertThat(findings)
        .anySatisfy(finding -> assertThat(finding).contains("an end of " + pending.id()));
  }

  @Test
  void anAccountBelowZeroIsNamed() {
    var findings =
        findingsAfter(
            "alter table ledger_account drop constraint ledger_account_covered",
            "update ledger_account set debits_posted = credits_posted + 5 where id = '%s'"
                .formatted(worker.id()));

    assertThat(findings)
        .anySatisfy(
            finding ->
                assertThat(finding)
                    .contains(worker.id() + " (worker_accrued")
                    .contains("found -5 micros; expected not below zero"));
  }

  @Test
  void aTransferInAnotherCurrencyIsNamed() {
    var findings =
        findingsAfter(
            "alter table ledger_transfer disable trigger ledger_transfer_append_only",
            "update ledger_transfer set currency = 'EUR' where id = '%s'".formatted(funding.id()));

    assertThat(findings)
        .containsExactly(
            "transfer %s: found EUR; expected the currency of its accounts, USD and USD"
                .formatted(funding.id()));
  }

  private static List<String> findingsAfter(String... damage) {
    return await(
        test.platform()
            .database()
            .<List<String>>inTransaction(
                tx ->
                    Arrays.stream(damage)
                        .map(
                            statement ->
                                (java.util.function.Supplier<Future<?>>)
                                    () -> Sql.of(statement).run(tx))
                        .reduce(
                            Future.<Object>succeededFuture(),
                            (done, next) -> done.compose(_ -> next.get().mapEmpty()),
                            (left, _) -> left)
                        .compose(_ -> new LedgerCheck().findings(tx))
                        .compose(findings -> Future.failedFuture(new RolledBack(findings))))
            .recover(
                failure ->
                    failure instanceof RolledBack seen
                        ? Future.succeededFuture(seen.findings)
                        : Future.failedFuture(failure)));
  }

  private static LedgerAccount account(LedgerAccountKind kind) {
    return new LedgerAccount(kind, test.newId(), "USD");
  }

  private static Transfer transfer(LedgerAccount from, LedgerAccount to) {
    return new Transfer(
        test.newId(), from, to, Money.parse("2.5", "USD"), TransferCode.RESERVE, test.newId());
  }

  /** Takes the findings out of a transaction that must not be kept. */
  private static final class RolledBack extends RuntimeException {
    private final transient List<String> findings;

    private RolledBack(List<String> findings) {
      this.findings = findings;
    }
  }
}
