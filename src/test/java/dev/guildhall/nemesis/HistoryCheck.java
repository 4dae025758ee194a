package dev.guildhall.nemesis;

import dev.guildhall.nemesis.History.Answer;
import dev.guildhall.nemesis.Recorded.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares what clients were told with what the record says, after all of them were answered and
 * all leases have ended.
 */
final class HistoryCheck {

  /** How long after its grace a lease has been ended, while nothing is wrong. */
  static final Duration EXPIRY_WITHIN = Duration.ofSeconds(15);

  private final History history;
  private final Recorded record;
  private final List<Window> faults;
  private final List<Violation> violations = new ArrayList<>();
  private final Map<UUID, Recorded.Assignment> byId;
  private int stranded;
  private int expired;
  private Duration latestExpiry = Duration.ZERO;

  private HistoryCheck(History history, Recorded record, List<Window> faults) {
    this.history = history;
    this.record = record;
    this.faults = faults;
    this.byId =
        record.assignments().stream()
            .collect(Collectors.toMap(Recorded.Assignment::id, Function.identity()));
  }

  /**
   * @param violations none, if all is well
   * @param expired leases that ran out
   * @param latestExpiry the longest from the end of a grace to the end of its lease, time under
   *     faults left out
   * @param stranded leases that ran out unknown to their workers: the claim was sent, not heard of,
   *     sent again, told that nothing waits, and then the first one arrived
   */
  record Result(List<Violation> violations, int expired, Duration latestExpiry, int stranded) {}

  /**
   * @param faults when something was wrong, recovery included
   */
  static Result of(History history, Recorded record, List<Window> faults) {
    var check = new HistoryCheck(history, record, faults);
    check.violations.addAll(history.seen());
    check.claims();
    check.submissions();
    check.works();
    check.tasks();
    check.earnings();
    return new Result(check.violations, check.expired, check.latestExpiry, check.stranded);
  }

  private void claims() {
    var recorded =
        record.assignments().stream()
            .collect(Collectors.toMap(Recorded.Assignment::claim, Function.identity()));
    for (var told : history.claims()) {
      var found = recorded.get(told.id);
      switch (told.answer) {
        case NONE -> broken(Rule.UNANSWERED, told.id, "a claim");
        case GRANTED -> {
          if (found == null || !found.id().equals(told.assignment)) {
            broken(Rule.CLAIM_LOST, told.id, "told " + told.assignment + ", recorded " + found);
          } else if (!found.worker().equals(told.worker) || !found.task().equals(told.task)) {
            broken(Rule.CLAIM_LOST, told.id, "recorded " + found);
          }
        }
        case REFUSED -> {
          if (found != null && told.unheard) {
            stranded++;
          } else if (found != null) {
            broken(Rule.CLAIM_UNTOLD, told.id, "recorded " + found);
          }
        }
      }
    }
    record.assignments().stream()
        .filter(one -> history.claim(one.claim()).isEmpty())
        .forEach(one -> broken(Rule.CLAIM_UNTOLD, one.claim(), "nobody asked for " + one));
    var pairs = new HashSet<String>();
    for (var told : history.claims()) {
      if (told.answer == Answer.GRANTED && !pairs.add(told.worker + " " + told.task)) {
        broken(Rule.TASK_TWICE, told.task, "told to " + told.worker);
      }
    }
    pairs.clear();
    for (var one : record.assignments()) {
      if (!pairs.add(one.worker() + " " + one.task())) {
        broken(Rule.TASK_TWICE, one.task(), "recorded for " + one.worker());
      }
    }
  }

  private void submissions() {
    for (var told : history.submissions()) {
      var found = record.submissions().get(told.id);
      switch (told.answer) {
        case NONE -> broken(Rule.UNANSWERED, told.id, "a submission");
        case GRANTED -> {
          if (found == null
              || !found.hash().equals(told.hash)
              || !found.assignment().equals(told.assignment)) {
            broken(Rule.SUBMISSION_LOST, told.id, "recorded " + found);
          }
        }
        case REFUSED -> {
          if (found != null) {
            broken(Rule.SUBMISSION_UNTOLD, told.id, "refused, and recorded " + found);
          }
        }
      }
    }
    var sent = new HashMap<UUID, UUID>();
    for (var one : record.submissions().values()) {
      if (history.submission(one.id()).isEmpty()) {
        broken(Rule.SUBMISSION_UNTOLD, one.id(), "nobody sent it");
      }
      if (sent.putIfAbsent(one.assignment(), one.id()) != null) {
        broken(Rule.SUBMITTED_TWICE, one.assignment(), one.id() + " is another submission");
      }
    }
  }

  private void works() {
    for (var work : history.works()) {
      var found = byId.get(work.id);
      if (found == null) {
        continue; // Its claim is lost, which is told already.
      }
      if (!work.leases.isEmpty() && found.fence() < work.leases.lastKey()) {
        broken(Rule.FENCE, work.id, "told " + work.leases.lastKey() + ", recorded " + found);
      }
      if (work.kept >= 0) {
        String stored = record.drafts().get(work.id);
        if (!work.texts.subList(work.kept, work.texts.size()).contains(stored)) {
          broken(Rule.DRAFT_LOST, work.id, "what was told to be kept is not there");
        }
      }
      endings(work, record.endings().getOrDefault(work.id, List.of()));
    }
  }

  private void endings(History.Work work, List<Ending> endings) {
    for (long fence : work.givenBack) {
      if (endings.stream().noneMatch(one -> one.fence() == fence && !isExpiry(one))) {
        broken(Rule.RETURN_LOST, work.id, "the lease " + fence + " was told to be given back");
      }
    }
    for (var ending : endings) {
      var grace = Optional.ofNullable(work.leases.get(ending.fence()));
      if (isExpiry(ending) && grace.isPresent()) {
        expired++;
        if (ending.at().isBefore(grace.get())) {
          broken(Rule.EXPIRED_EARLY, work.id, ending + " before " + grace.get());
        }
        var late = quiet(grace.get(), ending.at());
        latestExpiry = late.compareTo(latestExpiry) > 0 ? late : latestExpiry;
        if (late.compareTo(EXPIRY_WITHIN) > 0) {
          broken(Rule.EXPIRED_LATE, work.id, ending + " after " + grace.get());
        }
      }
    }
  }

  private static boolean isExpiry(Ending ending) {
    return ending.state().equals("expired");
  }

  /** How much of the time between was under no fault. */
  private Duration quiet(Instant from, Instant to) {
    var quiet = Duration.ZERO;
    var at = from;
    for (var fault : faults) {
      if (fault.until().isAfter(at) && fault.from().isBefore(to)) {
        if (fault.from().isAfter(at)) {
          quiet = quiet.plus(Duration.between(at, fault.from()));
        }
        at = fault.until();
      }
    }
    return at.isBefore(to) ? quiet.plus(Duration.between(at, to)) : quiet;
  }

  private void tasks() {
    for (var task : record.tasks()) {
      if (task.standing() > task.most()) {
        broken(Rule.OVER_OVERLAP, task.id(), task.toString());
      }
      if (task.standing() != task.live()) {
        broken(Rule.SLOTS, task.id(), task.toString());
      }
    }
  }

  private void earnings() {
    record
        .earnings()
        .forEach(
            (assignment, times) -> {
              var found = byId.get(assignment);
              if (times > 1 || found == null || !found.accepted()) {
                broken(Rule.EARNED_TWICE, assignment, "paid " + times + " times: " + found);
              }
            });
    record.assignments().stream()
        .filter(one -> one.accepted() && !record.earnings().containsKey(one.id()))
        .forEach(one -> broken(Rule.NOT_EARNED, one.id(), one.toString()));
  }

  private void broken(Rule rule, UUID subject, String found) {
    violations.add(rule.brokenBy(subject, found));
  }
}
