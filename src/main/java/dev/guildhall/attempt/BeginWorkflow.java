package dev.guildhall.attempt;

import dev.guildhall.attempt.Admission.Reason;
import dev.guildhall.attempt.AttemptRepository.Beginning;
import dev.guildhall.attempt.AttemptRepository.Placed;
import dev.guildhall.exam.Form;
import dev.guildhall.exam.Form.Outcome;
import dev.guildhall.exam.Forms;
import dev.guildhall.exam.TestVersion;
import dev.guildhall.exam.Tests;
import dev.guildhall.item.Bank;
import dev.guildhall.item.ItemId;
import dev.guildhall.ledger.Booking;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.id.IdSource;
import dev.guildhall.qualification.QualificationId;
import dev.guildhall.worker.Earnings;
import dev.guildhall.worker.WorkerId;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Begins attempts: whether it may, the form, the clock, the pay. */
final class BeginWorkflow {

  private final AttemptRepository repository;
  private final Catalogue catalogue;
  private final StandingRepository standings;
  private final Tests tests;
  private final Forms forms;
  private final Bank bank;
  private final AdaptiveWorkflow adaptive;
  private final Earnings earnings;
  private final EventLog events;
  private final IdSource ids;

  BeginWorkflow(
      AttemptRepository repository,
      Catalogue catalogue,
      StandingRepository standings,
      Tests tests,
      Forms forms,
      Bank bank,
      AdaptiveWorkflow adaptive,
      Earnings earnings,
      EventLog events,
      IdSource ids) {
    this.repository = repository;
    this.catalogue = catalogue;
    this.standings = standings;
    this.tests = tests;
    this.forms = forms;
    this.bank = bank;
    this.adaptive = adaptive;
    this.earnings = earnings;
    this.events = events;
    this.ids = ids;
  }

  /** Who begins what. */
  record Order(QualificationId qualification, WorkerId worker, UUID account, UUID claim) {}

  /** The attempt that the claim began, that is open, or that begins now. */
  AttemptId begin(SqlConnection tx, Order order) {
    repository.lockBeginning(tx, order.qualification(), order.worker()).await();
    var before = repository.byClaim(tx, order.claim()).await();
    if (before.isPresent()) {
      return same(before.get(), order);
    }
    return switch (catalogue.admission(tx, order.worker(), order.qualification()).await()) {
      case Admission.Open open -> open.attempt();
      case Admission.Not not -> throw refusal(not.reason(), not.from());
      case Admission.Possible _ -> begun(tx, order);
    };
  }

  private static AttemptId same(Attempt before, Order order) {
    if (!before.workerId().equals(order.worker())
        || !before.qualificationId().equals(order.qualification())) {
      throw new Refusal.Conflict(ErrorCode.CLAIM_ID_TAKEN);
    }
    return before.id();
  }

  static Refusal refusal(Reason reason, @Nullable Instant from) {
    var why = new HashMap<String, Object>();
    why.put("reason", reason.wire());
    if (from != null) {
      why.put("from", from.toString());
    }
    return new Refusal.Conflict(
        ErrorCode.ATTEMPT_NOT_POSSIBLE, Map.of("reason", reason.wire()), why);
  }

  private AttemptId begun(SqlConnection tx, Order order) {
    var test = tests.published(tx, order.qualification()).await().orElseThrow();
    var id = new AttemptId(ids.next());
    double multiplier = standings.allowance(tx, order.worker()).await().timeMultiplier();
    var form = form(tx, test, id, order.worker());
    var now = repository.now(tx).await();
    var bound = test.plan().bound();
    var clock =
        Clock.starting(
            now,
            bound.isPresent() ? bound.getAsInt() : null,
            test.plan().sections().getFirst().seconds(),
            multiplier);
    var pools = AdaptivePool.encode(form);
    repository
        .insert(
            tx,
            new Beginning(
                id,
                order.claim(),
                order.qualification(),
                test.id(),
                order.worker(),
                multiplier,
                clock,
                pools,
                now))
        .await();
    repository.insertItems(tx, id, placed(form)).await();
    adaptive.begin(tx, id, test.plan(), pools, 0);
    var pay = pay(tx, id, test, order.worker());
    events
        .append(
            tx,
            new AttemptEvents.Begun(id, order.qualification(), test.id(), order.worker())
                .by(order.account()))
        .await();
    earnings.book(tx, pay).await();
    return id;
  }

  private Booking pay(SqlConnection tx, AttemptId id, TestVersion test, WorkerId worker) {
    var pay = test.plan().pay();
    return pay == null
        ? Booking.NOTHING
        : earnings
            .expectTests(
                tx,
                List.of(Earnings.Expected.ofTest(id.value(), test.organisationId(), worker, pay)))
            .await();
  }

  private static List<Placed> placed(Form form) {
    var placed = new ArrayList<Placed>();
    for (int s = 0; s < form.parts().size(); s++) {
      var items = form.parts().get(s).items();
      for (int i = 0; i < items.size(); i++) {
        placed.add(new Placed(items.get(i), s, i));
      }
    }
    return placed;
  }

  /** A form of items that the worker has not had, as far as there are such, all of them exposed. */
  private Form form(SqlConnection tx, TestVersion test, AttemptId id, WorkerId worker) {
    var had = repository.had(tx, worker).await();
    var random = new SplittableRandom(id.value().getLeastSignificantBits());
    return switch (forms.draw(tx, test, had, random).await()) {
      case Outcome.Lacking _ -> throw refusal(Reason.NO_TEST, null);
      case Outcome.Whole whole -> {
        var items = new HashSet<ItemId>();
        placed(whole.form()).forEach(one -> items.add(one.item().ref().id()));
        if (bank.exposed(tx, items).await().size() < items.size()) {
          // The cap of one was reached since it was drawn. Nothing is counted; the next try has
          // another form.
          throw new Refusal.Unavailable("item bank");
        }
        yield whole.form();
      }
    };
  }
}
