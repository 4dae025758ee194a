package dev.guildhall.recall;

import dev.guildhall.account.Role;
import dev.guildhall.assignment.Cancellations;
import dev.guildhall.assignment.Cancellations.Cancelled;
import dev.guildhall.assignment.Cancellations.InWork;
import dev.guildhall.assignment.Cancellations.Slots;
import dev.guildhall.ledger.Booking;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.money.Money;
import dev.guildhall.project.Project;
import dev.guildhall.project.ProjectId;
import dev.guildhall.project.ProjectState;
import dev.guildhall.project.Projects;
import dev.guildhall.task.Launches;
import dev.guildhall.task.TaskId;
import dev.guildhall.task.TaskState;
import dev.guildhall.worker.Earnings;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Calls tasks back, in one transaction and under the locks of the house's order: assignments,
 * loads, tasks, project, ledger accounts. What was submitted before the lock on its assignment is
 * granted stays; what was claimed before the lock on its task is called back with it.
 */
final class RecallWorkflow {

  /** How many tasks one request calls back; a filter that finds more says how many are left. */
  static final int MOST_TASKS = 1_000;

  private final Projects projects;
  private final Launches launches;
  private final Cancellations cancellations;
  private final Earnings earnings;
  private final EventLog events;
  private final RecallRepository repository = new RecallRepository();

  RecallWorkflow(
      Projects projects,
      Launches launches,
      Cancellations cancellations,
      Earnings earnings,
      EventLog events) {
    this.projects = projects;
    this.launches = launches;
    this.cancellations = cancellations;
    this.earnings = earnings;
    this.events = events;
  }

  /**
   * What is asked.
   *
   * @param note for the workers, in the requester's words
   * @param complete whether the project ends with it, as soon as nothing waits for a verdict
   */
  record Order(
      ProjectId project,
      Selection tasks,
      RecallReason reason,
      @Nullable String note,
      boolean complete) {}

  Recalled recall(SqlConnection tx, Principal who, Order order) {
    var project = projects.visible(tx, who, order.project(), Role.EDITOR).await();
    if (project.state() == ProjectState.COMPLETED) {
      throw Projects.wrongState(project.state(), "draft, live or paused");
    }
    var asked = find(tx, order);
    var closed = close(tx, who, order, project, asked.ids());
    long left =
        order.tasks().filter() == null
            ? 0
            : repository.count(tx, order.project(), order.tasks().filter()).await();
    long waiting = repository.waiting(tx, order.project()).await();
    if (order.complete()) {
      finish(tx, who, order.project(), left == 0 && waiting == 0);
    }
    return new Recalled(
        asked.missing().isEmpty() ? closed.items() : joined(closed.items(), asked.missing()),
        closed.ended(),
        closed.paid(),
        closed.released(),
        left,
        waiting,
        projects.get(tx, order.project()).await().state());
  }

  /** A project that cannot end yet is paused, so that nobody starts what is left of it. */
  private void finish(SqlConnection tx, Principal who, ProjectId id, boolean nothingIsLeft) {
    var state = projects.get(tx, id).await().state();
    if (state == ProjectState.DRAFT) {
      return;
    }
    if (nothingIsLeft) {
      launches.complete(tx, who, id).await();
    } else {
      launches.pause(tx, who, id).await();
    }
  }

  /** The tasks that are meant, and what was asked for and is not there. */
  private record Asked(Set<UUID> ids, List<Recalled.Item> missing) {}

  private Asked find(SqlConnection tx, Order order) {
    var tasks = order.tasks().checked();
    if (tasks.taskIds() != null) {
      return byIds(tx, order.project(), tasks.taskIds());
    }
    if (tasks.keys() != null) {
      return byKeys(tx, order.project(), tasks.keys());
    }
    var filter = Objects.requireNonNull(tasks.filter());
    var found = repository.find(tx, order.project(), filter, MOST_TASKS).await();
    return new Asked(new LinkedHashSet<>(found), List.of());
  }

  private Asked byIds(SqlConnection tx, ProjectId project, List<TaskId> ids) {
    var wanted = new LinkedHashSet<>(ids.stream().map(TaskId::value).toList());
    var found = new LinkedHashSet<>(repository.existing(tx, project, wanted).await());
    wanted.removeAll(found);
    return new Asked(
        found,
        wanted.stream()
            .<Recalled.Item>map(id -> new Recalled.Item.Unknown(new TaskId(id), null))
            .toList());
  }

  private Asked byKeys(SqlConnection tx, ProjectId project, List<String> keys) {
    var found = repository.byKeys(tx, project, keys).await();
    return new Asked(
        new LinkedHashSet<>(found.values()),
        keys.stream()
            .distinct()
            .filter(key -> !found.containsKey(key))
            .<Recalled.Item>map(key -> new Recalled.Item.Unknown(null, key))
            .toList());
  }

  /** What became of the tasks. */
  private record Closed(List<Recalled.Item> items, int ended, Money paid, Money released) {}

  private Closed close(
      SqlConnection tx, Principal who, Order order, Project project, Set<UUID> ids) {
    var nothing = Money.zero(project.price().currency());
    if (ids.isEmpty()) {
      return new Closed(List.of(), 0, nothing, nothing);
    }
    var open = lock(tx, ids);
    var work = measured(tx, project, open.work());
    var why =
        new Cancellations.Why(project.id(), order.reason().wire(), order.note(), who.accountId());
    var paying = cancellations.end(tx, open.toClose(), work, why).await();
    var paid = work.stream().map(Cancelled::pay).reduce(nothing, Money::plus);
    var notUsed =
        work.stream().map(one -> one.work().price()).reduce(nothing, Money::plus).minus(paid);
    if (notUsed.micros() > 0) {
      projects.uncommit(tx, Map.of(project.id(), notUsed.micros())).await();
    }
    var releasing = release(tx, who, order, open, notUsed);
    var released = releasing.amount();
    var closed = open.toClose().stream().map(Slots::id).toList();
    events
        .append(
            tx,
            new RecallEvents(
                    project.id(),
                    closed,
                    order.reason(),
                    work.size(),
                    paid.micros(),
                    released.micros())
                .by(who.accountId()))
        .await();
    earnings.book(tx, paying.and(releasing.booking())).await();
    return new Closed(items(open, work, nothing), work.size(), paid, released);
  }

  /** Tasks and what is in work on them, all under lock. */
  private record Open(List<Slots> tasks, List<InWork> work) {

    /** Those that were not called back before and still want something. */
    private List<Slots> toClose() {
      return tasks.stream().filter(RecallWorkflow::isOpen).toList();
    }
  }

  private static boolean isOpen(Slots task) {
    return task.state() == TaskState.OPEN;
  }

  private Open lock(SqlConnection tx, Set<UUID> ids) {
    var before = cancellations.lockInWork(tx, ids).await();
    var tasks = cancellations.lockTasks(tx, ids).await();
    // What was claimed before the tasks were locked has to be found as well. Its lock is out of
    // order, which at worst is a deadlock that is tried again.
    var now = cancellations.lockInWork(tx, ids).await();
    var all = new LinkedHashMap<UUID, InWork>();
    before.forEach(one -> all.put(one.id(), one));
    now.forEach(one -> all.put(one.id(), one));
    var open =
        tasks.stream().filter(RecallWorkflow::isOpen).map(Slots::id).collect(Collectors.toSet());
    return new Open(tasks, all.values().stream().filter(one -> open.contains(one.task())).toList());
  }

  private List<Cancelled> measured(SqlConnection tx, Project project, List<InWork> work) {
    if (work.isEmpty()) {
      return List.of();
    }
    var spent = repository.spent(tx, work.stream().map(InWork::id).toList()).await();
    return work.stream()
        .map(
            one -> {
              var time = Objects.requireNonNull(spent.get(one.id()));
              return new Cancelled(
                  one,
                  time.seconds(),
                  time.evidence().wire(),
                  ProRata.pay(one.price(), time.seconds(), project.estimateSeconds()),
                  ProRata.RULE);
            })
        .toList();
  }

  /** What goes back to the wallet. */
  private record Release(Money amount, Booking booking) {}

  /**
   * Without a budget of its own, a project has set aside what its slots cost: what nobody will do
   * goes back. A budget stays what the requester has set aside, free for its other tasks. The end
   * of the project gives back all of it.
   */
  private Release release(SqlConnection tx, Principal who, Order order, Open open, Money notUsed) {
    var now = projects.locked(tx, order.project()).await();
    long slots = open.toClose().stream().filter(task -> !task.gold()).mapToLong(Slots::free).sum();
    var notNeeded = now.price().times(slots).plus(notUsed);
    long micros = now.budget() == null ? Math.min(notNeeded.micros(), now.free().micros()) : 0;
    var amount = new Money(micros, notNeeded.currency());
    var less = Money.zero(amount.currency()).minus(amount);
    return new Release(amount, projects.reserveMore(tx, now, less, who.accountId()).await());
  }

  private static List<Recalled.Item> items(Open open, List<Cancelled> work, Money nothing) {
    var ended = new HashMap<UUID, List<Cancelled>>();
    work.forEach(one -> ended.computeIfAbsent(one.work().task(), _ -> new ArrayList<>()).add(one));
    return open.tasks().stream()
        .map(task -> item(task, ended.getOrDefault(task.id(), List.of()), nothing))
        .toList();
  }

  private static Recalled.Item item(Slots task, List<Cancelled> ended, Money nothing) {
    var id = new TaskId(task.id());
    return switch (task.state()) {
      case DONE -> new Recalled.Item.Done(id, task.key());
      case CANCELLED -> new Recalled.Item.CalledBack(id, task.key(), 0, 0, task.live(), nothing);
      case OPEN ->
          new Recalled.Item.CalledBack(
              id,
              task.key(),
              ended.size(),
              task.gold() ? 0 : task.free(),
              task.live() - ended.size(),
              ended.stream().map(Cancelled::pay).reduce(nothing, Money::plus));
    };
  }

  private static List<Recalled.Item> joined(List<Recalled.Item> some, List<Recalled.Item> more) {
    var all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }
}
