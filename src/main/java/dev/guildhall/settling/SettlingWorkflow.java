package dev.guildhall.settling;

import dev.guildhall.ledger.Booking;
import dev.guildhall.overlap.OverlapRule;
import dev.guildhall.overlap.Tally;
import dev.guildhall.platform.event.Event;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.money.Money;
import dev.guildhall.project.Project;
import dev.guildhall.project.ProjectId;
import dev.guildhall.project.ProjectState;
import dev.guildhall.project.Projects;
import dev.guildhall.requester.Wallet;
import dev.guildhall.settling.SettlingRepository.Undecided;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Decides of tasks whose answers have changed, in one transaction: all tasks under lock, then all
 * projects, then the money of all, booked at once.
 */
final class SettlingWorkflow {

  private final Projects projects;
  private final Wallet wallet;
  private final EventLog events;
  private final SettlingRepository repository;

  SettlingWorkflow(
      Projects projects, Wallet wallet, EventLog events, SettlingRepository repository) {
    this.projects = projects;
    this.wallet = wallet;
    this.events = events;
    this.repository = repository;
  }

  /** A task that wants another number of answers now; for the queue, after the commit. */
  record Changed(Undecided task, Decision decision) {}

  List<Changed> decide(SqlConnection tx, List<UUID> tasks) {
    var locked = repository.lock(tx, tasks).await();
    if (locked.isEmpty()) {
      return List.of();
    }
    var answers = repository.answers(tx, locked.stream().map(Undecided::id).toList()).await();
    var held = held(tx, locked);
    var batch = new Batch();
    for (Undecided task : locked) {
      var purse = held.get(task.project());
      if (purse != null) {
        decide(batch, task, purse, answers.getOrDefault(task.id(), Map.of()));
      }
    }
    write(tx, batch, held);
    return batch.changed;
  }

  /** What was decided so far. */
  private static final class Batch {
    private final List<UUID> tasks = new ArrayList<>();
    private final List<Integer> overlaps = new ArrayList<>();
    private final List<Boolean> settled = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Changed> changed = new ArrayList<>();
  }

  private static void decide(Batch batch, Undecided task, Purse purse, Map<String, Integer> given) {
    var tally = new Tally(given, purse.options());
    var standing = purse.rule().of(tally);
    var decision = Decision.of(task, tally.answers(), standing);
    boolean isSettled =
        switch (decision) {
          case Decision.Settled _, Decision.Exhausted _ -> true;
          case Decision.Waits _, Decision.Raised _ -> false;
        };
    if (decision instanceof Decision.Raised && !purse.cover()) {
      return;
    }
    if (decision.overlap() == task.overlap() && isSettled == task.settled()) {
      return;
    }
    purse.notNeeded(task.overlap() - Math.max(decision.overlap(), task.live()));
    batch.tasks.add(task.id());
    batch.overlaps.add(decision.overlap());
    batch.settled.add(isSettled);
    batch.changed.add(new Changed(task, decision));
    if (!(decision instanceof Decision.Waits)) {
      batch.events.add(SettlingEvents.of(decision, task, purse.rule().name(), tally, standing));
    }
  }

  /** The projects of the tasks, under lock, with what each can pay for. */
  private Map<UUID, Purse> held(SqlConnection tx, List<Undecided> tasks) {
    var purses = new TreeMap<UUID, Purse>();
    var ids = new TreeSet<UUID>();
    tasks.forEach(task -> ids.add(task.project()));
    for (UUID id : ids) {
      var project = projects.locked(tx, new ProjectId(id)).await();
      var plan = project.overlapRule();
      if (plan != null && project.state() != ProjectState.COMPLETED) {
        var available =
            project.budget() == null
                ? wallet.available(tx, project.organisationId(), project.price().currency()).await()
                : project.free();
        purses.put(id, new Purse(project, plan.compiled(), available));
      }
    }
    return purses;
  }

  /**
   * What a project can pay for. With a budget of its own that is what is free of it; without, each
   * answer more is set aside from the wallet when it is asked for, and what is not needed goes
   * back.
   */
  private static final class Purse {
    private final Project project;
    private final OverlapRule rule;
    private long available;
    private long more;

    private Purse(Project project, OverlapRule rule, Money available) {
      this.project = project;
      this.rule = rule;
      this.available = available.micros();
    }

    private OverlapRule rule() {
      return rule;
    }

    private int options() {
      return project.template().answers().size();
    }

    /** Takes the price of one answer, if it is there. */
    private boolean cover() {
      long price = project.price().micros();
      if (available < price) {
        return false;
      }
      available -= price;
      more += price;
      return true;
    }

    private void notNeeded(int slots) {
      if (slots > 0) {
        more -= slots * project.price().micros();
      }
    }

    /** What is to be set aside in addition; below zero: what goes back. */
    private Money more() {
      long change = project.budget() == null ? Math.max(more, -project.free().micros()) : 0;
      return new Money(change, project.price().currency());
    }
  }

  private void write(SqlConnection tx, Batch batch, Map<UUID, Purse> purses) {
    if (batch.tasks.isEmpty()) {
      return;
    }
    repository.write(tx, batch.tasks, batch.overlaps, batch.settled).await();
    events.append(tx, batch.events).await();
    var booking = Booking.NOTHING;
    for (Purse purse : purses.values()) {
      booking = booking.and(projects.reserveMore(tx, purse.project, purse.more(), null).await());
    }
    wallet.book(tx, booking).await();
  }
}
