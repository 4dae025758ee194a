package dev.guildhall.ledger;

import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.money.Money;
import dev.guildhall.testing.TestPlatform;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LedgerIT {

  @RegisterExtension static final TestPlatform test = new TestPlatform();

  private final Ledger ledger = new Ledger();
  private final LedgerAccount source = account(LedgerAccountKind.FUNDING_SOURCE);
  private final LedgerAccount wallet = account(LedgerAccountKind.REQUESTER_AVAILABLE);
  private final LedgerAccount project = account(LedgerAccountKind.PROJECT_RESERVED);
  private final LedgerAccount worker = account(LedgerAccountKind.WORKER_ACCRUED);

  @Test
  void whatIsNotCoveredIsRefusedWithBothFigures() {
    post(transfer(source, wallet, "12.5"));

    assertThatThrownBy(() -> post(transfer(wallet, project, "12.500001")))
        .isInstanceOfSatisfying(
            Refusal.Conflict.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ErrorCode.FUNDS_MISSING);
              assertThat(refusal.arguments())
                  .isEqualTo(Map.of("needed", "12.500001 USD", "available", "12.50 USD"));
            });
    assertThat(balance(wallet).available()).isEqualTo(usd("12.5"));
  }

  @Test
  void whatIsSetAsideCannotBeSpentAndComesBackWhenVoided() {
    var pending = transfer(wallet, worker, "3");
    post(transfer(source, wallet, "4"));
    run(tx -> ledger.record(tx, Booking.pending(List.of(pending))));

    assertThat(balance(wallet).available()).isEqualTo(usd("1"));
    assertThat(balance(wallet).posted()).isEqualTo(usd("4"));
    assertThat(balance(worker).incoming()).isEqualTo(usd("3"));
    assertThatThrownBy(() -> post(transfer(wallet, project, "2")))
        .isInstanceOf(Refusal.Conflict.class);

    run(tx -> ledger.record(tx, Booking.resolving(List.of(new Resolution(pending, false)))));
    run(tx -> ledger.record(tx, Booking.resolving(List.of(new Resolution(pending, false)))));

    assertThat(balance(wallet).available()).isEqualTo(usd("4"));
    assertThat(balance(worker).incoming()).isEqualTo(usd("0"));
    assertThatThrownBy(
            () ->
                run(
                    tx ->
                        ledger.record(
                            tx, Booking.resolving(List.of(new Resolution(pending, true))))))
        .isInstanceOfSatisfying(
            Refusal.Conflict.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.TRANSFER_RESOLVED));
  }

  @Test
  void aBookingMayPostOnWhatItPendsAndResolves() {
    var pending = transfer(project, worker, "3");
    var onwards = transfer(worker, wallet, "2");
    post(transfer(source, project, "3"));
    var booking =
        Booking.pending(List.of(pending))
            .and(Booking.resolving(List.of(new Resolution(pending, true))))
            .and(Booking.posting(List.of(onwards)));

    run(tx -> ledger.record(tx, booking));
    run(tx -> ledger.record(tx, booking));

    assertThat(balance(project).posted()).isEqualTo(usd("0"));
    assertThat(balance(worker).available()).isEqualTo(usd("1"));
    assertThat(balance(wallet).available()).isEqualTo(usd("2"));
  }

  @Test
  void aBookingThatIsNotCoveredToItsEndChangesNothing() {
    var pending = transfer(project, worker, "3");
    post(transfer(source, project, "3"));

    assertThatThrownBy(
            () ->
                run(
                    tx ->
                        ledger.record(
                            tx,
                            Booking.pending(List.of(pending))
                                .and(Booking.posting(List.of(transfer(worker, wallet, "1")))))))
        .isInstanceOf(Refusal.Conflict.class);

    assertThat(balance(project).available()).isEqualTo(usd("3"));
    assertThat(balance(worker).incoming()).isEqualTo(usd("0"));
  }

  @Test
  void theRefusalNamesTheAccountThatLacks() {
    var pending = transfer(project, worker, "3");
    post(transfer(source, project, "3"));
    post(transfer(source, wallet, "1"));

    assertThatThrownBy(
            () ->
                run(
                    tx ->
                        ledger.record(
                            tx,
                            Booking.pending(List.of(pending))
                                .and(Booking.posting(List.of(transfer(wallet, worker, "2")))))))
        .isInstanceOfSatisfying(
            Refusal.Conflict.class,
            refusal ->
                assertThat(refusal.arguments())
                    .isEqualTo(Map.of("needed", "2.00 USD", "available", "1.00 USD")));
  }

  @Test
  void anIdThatWasUsedForAnotherTransferIsAFault() {
    var first = transfer(source, wallet, "1");
    post(first);

    assertThatThrownBy(
            () ->
                post(
                    new Transfer(
                        first.id(), source, wallet, usd("2"), TransferCode.FUND, first.cause())))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () ->
                run(
                    tx ->
                        ledger.record(tx, Booking.resolving(List.of(new Resolution(first, true))))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(balance(wallet).posted()).isEqualTo(usd("1"));
  }

  @Test
  void anAmountBeyondWhatAnAccountHoldsIsRefused() {
    post(transfer(source, wallet, "9000000000000"));

    assertThatThrownBy(() -> post(transfer(source, wallet, "9000000000000")))
        .isInstanceOfSatisfying(
            Refusal.Conflict.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.AMOUNT_TOO_LARGE));
  }

  @Test
  void aStatementGoesBackPageByPageWithoutGapOrRepeat() {
    post(transfer(source, wallet, "100"));
    for (int i = 1; i <= 7; i++) {
      post(transfer(wallet, project, "1." + i), transfer(wallet, project, "2." + i));
    }
    var pending = transfer(wallet, worker, "5");
    run(tx -> ledger.record(tx, Booking.pending(List.of(pending))));

    var lines = new ArrayList<StatementLine>();
    Optional<StatementLine.Position> after = Optional.empty();
    List<StatementLine> page;
    do {
      page =
          await(
              ledger.statement(
                  test.platform().database().client(), List.of(wallet, project), 3, after));
      lines.addAll(page);
      after = page.isEmpty() ? after : Optional.of(page.getLast().position());
    } while (!page.isEmpty());

    assertThat(lines).hasSize(1 + 4 * 7).doesNotHaveDuplicates();
    assertThat(lines.getLast().amount()).isEqualTo(usd("100"));
    assertThat(sum(lines, wallet)).isEqualTo(balance(wallet).posted());
    assertThat(sum(lines, project)).isEqualTo(balance(project).posted());
    assertThat(lines)
        .isSortedAccordingTo(java.util.Comparator.comparing(StatementLine::at).reversed());
  }

  @Test
  void transfersAreNeverChangedOrDeleted() {
    post(transfer(source, wallet, "1"));

    assertThatThrownBy(() -> test.sql("update ledger_transfer set amount_micros = 1"))
        .hasMessageContaining("never changed");
    assertThatThrownBy(() -> test.sql("delete from ledger_transfer"))
        .hasMessageContaining("never changed");
  }

  private static Money sum(List<StatementLine> lines, LedgerAccount account) {
    return lines.stream()
        .filter(line -> line.account().equals(account))
        .map(StatementLine::amount)
        .reduce(Money.zero("USD"), Money::plus);
  }

  private void post(Transfer... transfers) {
    run(tx -> ledger.record(tx, Booking.posting(List.of(transfers))));
  }

  private void run(Function<SqlConnection, Future<Void>> work) {
    await(test.platform().database().inTransaction(work));
  }

  private Balance balance(LedgerAccount account) {
    return await(ledger.balances(test.platform().database().client(), List.of(account)))
        .get(account);
  }

  private static LedgerAccount account(LedgerAccountKind kind) {
    return new LedgerAccount(kind, test.newId(), "USD");
  }

  private static Transfer transfer(LedgerAccount from, LedgerAccount to, String amount) {
    UUID cause = test.newId();
    return new Transfer(test.newId(), from, to, usd(amount), TransferCode.RESERVE, cause);
  }

  private static Money usd(String amount) {
    return Money.parse(amount, "USD");
  }
}
