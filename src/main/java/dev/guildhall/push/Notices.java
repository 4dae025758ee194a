package dev.guildhall.push;

import dev.guildhall.platform.event.RecordedEvent;
import dev.guildhall.platform.id.IdText;
import dev.guildhall.platform.money.Money;
import dev.guildhall.push.NoticeRepository.Work;
import dev.guildhall.worker.Earnings;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Says which events concern a worker who does not look, and how. */
final class Notices {

  private static final String EXPIRING = "assignment.expiring";
  private static final String JUDGED = "assignment.judged";
  private static final String CALLED_BACK = "assignment.cancelled";

  /** Events that somebody may be told of. */
  static final Set<String> TYPES = Set.of(EXPIRING, JUDGED, CALLED_BACK, Earnings.RELEASED);

  private final NoticeRepository repository = new NoticeRepository();

  /** What is to be told of these events. */
  Future<List<Notice>> of(SqlClient client, List<RecordedEvent> events) {
    var ofWork =
        events.stream()
            .filter(event -> !event.type().equals(Earnings.RELEASED))
            .map(RecordedEvent::subject)
            .toList();
    return repository
        .work(client, ofWork)
        .map(work -> events.stream().flatMap(event -> of(event, work).stream()).toList());
  }

  private static Optional<Notice> of(RecordedEvent event, Map<UUID, Work> works) {
    if (event.type().equals(Earnings.RELEASED)) {
      return Optional.of(released(event));
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
