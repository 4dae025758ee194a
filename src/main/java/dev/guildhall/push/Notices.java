package dev.guildhall.push;

import dev.guildhall.attempt.AttemptEvents;
import dev.guildhall.correction.CorrectionEvents;
import dev.guildhall.platform.event.RecordedEvent;
import dev.guildhall.platform.id.IdText;
import dev.guildhall.platform.money.Money;
import dev.guildhall.push.NoticeRepository.Test;
import dev.guildhall.push.NoticeRepository.Work;
import dev.guildhall.worker.Earnings;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Says which events concern a worker who does not look, and how. */
final class Notices {

  private static final String EXPIRING = "assignment.expiring";
  private static final String JUDGED = "assignment.judged";
  private static final String CALLED_BACK = "assignment.cancelled";

  /** Events that somebody may be told of. */
  static final Set<String> TYPES =
      Set.of(
          EXPIRING,
          JUDGED,
          CALLED_BACK,
          Earnings.RELEASED,
          AttemptEvents.DECIDED,
          CorrectionEvents.APPEAL_DECIDED);

  private static final Set<String> OF_TESTS =
      Set.of(AttemptEvents.DECIDED, CorrectionEvents.APPEAL_DECIDED);

  private final NoticeRepository repository = new NoticeRepository();

  /** What is to be told of these events. */
  Future<List<Notice>> of(SqlClient client, List<RecordedEvent> events) {
    var ofTests = events.stream().filter(event -> OF_TESTS.contains(event.type())).toList();
    var ofWork =
        events.stream()
            .filter(event -> !event.type().equals(Earnings.RELEASED))
            .filter(event -> !OF_TESTS.contains(event.type()))
            .map(RecordedEvent::subject)
            .toList();
    var causes =
        ofTests.stream().flatMap(event -> cause(event).stream()).collect(Collectors.toSet());
    return repository
        .work(client, ofWork)
        .compose(
            work ->
                repository
                    .tests(client, ofTests.stream().map(RecordedEvent::subject).toList(), causes)
                    .map(
                        tests ->
                            events.stream()
                                .flatMap(event -> of(event, work, tests).stream())
                                .toList()));
  }

  private static Optional<Notice> of(
      RecordedEvent event, Map<UUID, Work> works, Map<UUID, Test> tests) {
    if (event.type().equals(Earnings.RELEASED)) {
      return Optional.of(released(event));
    }
    if (OF_TESTS.contains(event.type())) {
      return Optional.ofNullable(tests.get(event.subject())).flatMap(test -> ofTest(event, test));
    }
    return Optional.ofNullable(works.get(event.subject()))
        .flatMap(
            work ->
                switch (event.type()) {
                  case EXPIRING -> Optional.of(expiring(event, work));
                  case CALLED_BACK -> Optional.of(calledBack(event, work));
                  default -> judged(event, work);
                });
  }

  /** What made the attempt be decided anew. */
  private static Optional<UUID> cause(RecordedEvent event) {
    return Optional.ofNullable(event.payload().getString("cause_id")).map(UUID::fromString);
  }

  /** Not what was decided in the moment it was sent: whoever sent it was there. */
  private static Optional<Notice> ofTest(RecordedEvent event, Test test) {
    if (event.type().equals(CorrectionEvents.APPEAL_DECIDED)) {
      return Optional.of(ofTest(event, test, PushKind.APPEAL_DECIDED));
    }
    var cause = cause(event);
    if (cause.isEmpty()) {
      return test.graded() ? Optional.of(ofTest(event, test, PushKind.RESULT)) : Optional.empty();
    }
    return test.appeals().contains(cause.get())
        ? Optional.empty()
        : Optional.of(ofTest(event, test, PushKind.RESULT_CHANGED));
  }

  private static Notice ofTest(RecordedEvent event, Test test, PushKind kind) {
    return new Notice(
        kind,
        WorkerId.parse(event.payload().getString("worker_id")).value(),
        kind.name().toLowerCase(Locale.ROOT) + ' ' + event.subject(),
        null,
        test.qualification(),
        "/attempts/" + IdText.print("atm", event.subject()) + "/result",
        null);
  }

  private static Notice released(RecordedEvent event) {
    var money = new Money(event.payload().getLong("micros"), event.payload().getString("currency"));
    return new Notice(
        PushKind.MONEY,
        event.subject(),
        "money " + money.currency(),
        money,
        null,
        "/earnings",
        null);
  }

  private static Notice expiring(RecordedEvent event, Work work) {
    return new Notice(
        PushKind.LEASE_ENDING,
        worker(event),
        "lease " + event.subject(),
        null,
        work.project(),
        "/work/" + IdText.print("asg", event.subject()),
        event.payload().getInstant("until"));
  }

  private static Notice calledBack(RecordedEvent event, Work work) {
    return new Notice(
        PushKind.CALLED_BACK,
        worker(event),
        "called back " + event.subject(),
        new Money(event.payload().getLong("pay_micros"), event.payload().getString("currency")),
        work.project(),
        "/history/" + IdText.print("asg", event.subject()),
        null);
  }

  /** Not what a rule accepted in the moment it was sent: whoever sent it was there. */
  private static Optional<Notice> judged(RecordedEvent event, Work work) {
    if (event.payload().getString("decided_by").equals("rule")) {
      return Optional.empty();
    }
    String assignment = IdText.print("asg", event.subject());
    return switch (event.payload().getString("verdict")) {
      case "accept", "accept_with_fix" ->
          Optional.of(
              new Notice(
                  PushKind.ACCEPTED,
                  worker(event),
                  "accepted " + work.price().currency(),
                  work.price(),
                  work.project(),
                  "/history",
                  null));
      case "revise" ->
          Optional.of(
              new Notice(
                  PushKind.REVISION,
                  worker(event),
                  "revision " + event.subject(),
                  null,
                  work.project(),
                  "/work/" + assignment,
                  null));
      case "reject", "soft_reject" ->
          Optional.of(
              new Notice(
                  PushKind.REJECTED,
                  worker(event),
                  "rejected",
                  null,
                  work.project(),
                  "/history",
                  null));
      default -> Optional.empty();
    };
  }

  private static UUID worker(RecordedEvent event) {
    return UUID.fromString(event.payload().getString("worker"));
  }
}
