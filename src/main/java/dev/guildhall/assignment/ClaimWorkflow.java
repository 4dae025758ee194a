package dev.guildhall.assignment;

import dev.guildhall.assignment.ClaimRepository.Content;
import dev.guildhall.assignment.ClaimRepository.Granted;
import dev.guildhall.assignment.ClaimRepository.Load;
import dev.guildhall.assignment.ClaimRepository.NewAssignment;
import dev.guildhall.assignment.ClaimRepository.Pair;
import dev.guildhall.assignment.ClaimRepository.Place;
import dev.guildhall.assignment.ClaimRepository.Quota;
import dev.guildhall.assignment.ClaimRepository.Slots;
import dev.guildhall.eligibility.ExclusionGroups;
import dev.guildhall.platform.event.Event;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.id.IdSource;
import dev.guildhall.project.ProjectId;
import dev.guildhall.project.Projects;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Grants a batch of claims in one transaction: replays first, then under the locks of the workers'
 * loads and of the tasks it decides claim by claim in the order of arrival, then writes everything
 * at once.
 */
final class ClaimWorkflow {

  private final ClaimRepository repository = new ClaimRepository();
  private final Projects projects;
  private final ExclusionGroups exclusionGroups;
  private final EventLog events;
  private final IdSource ids;
  private final WorkConfig config;

  ClaimWorkflow(
      Projects projects,
      ExclusionGroups exclusionGroups,
      EventLog events,
      IdSource ids,
      WorkConfig config) {
    this.projects = projects;
    this.exclusionGroups = exclusionGroups;
    this.events = events;
    this.ids = ids;
    this.config = config;
  }

  /** What became of each claim, at its index. */
  List<Grant> grant(SqlConnection tx, List<Wanted> wanted) {
    var batch = new Batch(wanted);
    var replaying = repository.byClaim(tx, wanted.stream().map(Wanted::claimId).toList());
    var locking = repository.lockLoads(tx, wanted.stream().map(Wanted::worker).toList());
    replay(batch, replaying.await());
    if (batch.hasUndecided()) {
      capacity(batch, locking.await());
      exclude(tx, batch);
      candidates(tx, batch);
      decide(tx, batch);
      budget(tx, batch);
      write(tx, batch);
    }
    return batch.grants();
  }

  /** The claims of a batch with what is decided so far; null is undecided. */
  private static final class Batch {
    private final List<Wanted> wanted;
    private final @Nullable Grant[] grants;
    private final @Nullable UUID[] tasks;
    private final Map<UUID, Integer> held = new HashMap<>();
    private final Map<UUID, Slots> slots = new HashMap<>();

    private Batch(List<Wanted> wanted) {
      this.wanted = wanted;
      this.grants = new Grant[wanted.size()];
      this.tasks = new UUID[wanted.size()];
    }

    private List<Integer> undecided() {
      var open = new ArrayList<Integer>();
      for (int i = 0; i < grants.length; i++) {
        if (grants[i] == null) {
          open.add(i);
        }
      }
      return open;
    }

    private boolean hasUndecided() {
      return Arrays.stream(grants).anyMatch(Objects::isNull);
    }

    private List<Grant> grants() {
      return Arrays.stream(grants).map(grant -> grant == null ? new Grant.None() : grant).toList();
    }
  }

  private static void replay(Batch batch, Map<UUID, Granted> granted) {
    var seen = new HashSet<UUID>();
    for (int i = 0; i < batch.wanted.size(); i++) {
      var one = batch.wanted.get(i);
      var before = granted.get(one.claimId());
      if (before != null) {
        batch.grants[i] =
            before.worker().equals(one.worker())
                ? new Grant.Held(new AssignmentId(before.id()), before.task())
                : new Grant.ClaimIdTaken();
      } else if (!seen.add(one.claimId())) {
        batch.grants[i] = new Grant.Again();
      }
    }
  }

  private void capacity(Batch batch, Map<UUID, Load> loads) {
    loads.forEach((worker, load) -> batch.held.put(worker, load.held()));
    for (int i : batch.undecided()) {
      UUID worker = batch.wanted.get(i).worker();
      int held = batch.held.getOrDefault(worker, 0);
      var load = loads.get(worker);
      if (load != null && load.cooldownUntil() != null) {
        batch.grants[i] = new Grant.CoolingDown(load.cooldownUntil());
      } else if (held >= config.heldPerWorker()) {
        batch.grants[i] = new Grant.AtCapacity(held);
      } else {
        batch.held.put(worker, held + 1);
      }
    }
  }

  private void exclude(SqlConnection tx, Batch batch) {
    for (int i : batch.undecided()) {
      var one = batch.wanted.get(i);
      if (!one.exclusionGroups().isEmpty()
          && !exclusionGroups
              .admit(tx, new WorkerId(one.worker()), one.exclusionGroups(), one.project())
              .await()) {
        batch.grants[i] = new Grant.Excluded();
      }
    }
  }

  /**
   * Finds a task for each claim and locks it. First those that are known, waiting for them in the
   * order of their ids; then those that are picked because nobody holds them, which waits for
   * nobody.
   */
  private void candidates(SqlConnection tx, Batch batch) {
    for (int i : batch.undecided()) {
      batch.wanted.get(i).suggested().ifPresent(task -> batch.tasks[i] = task);
    }
    var named = bySource(batch, Wanted.Source.NAMED);
    repository
        .named(tx, wantedAt(batch, named))
        .await()
        .forEach((n, task) -> batch.tasks[named.get(n)] = task);
    var gold = bySource(batch, Wanted.Source.GOLD);
    repository
        .gold(tx, wantedAt(batch, gold))
        .await()
        .forEach((n, task) -> batch.tasks[gold.get(n)] = task);
    lockKnown(tx, batch);
    var picked = new HashSet<>(batch.slots.keySet());
    for (int i : bySource(batch, Wanted.Source.WAITING)) {
      batch.tasks[i] = firstWaiting(tx, batch, batch.wanted.get(i), picked);
    }
    for (int i : batch.undecided()) {
      if (batch.tasks[i] == null) {
        batch.grants[i] = new Grant.None();
      }
    }
  }

  private void lockKnown(SqlConnection tx, Batch batch) {
    var known = Arrays.stream(batch.tasks).filter(Objects::nonNull).toList();
    if (!known.isEmpty()) {
      batch.slots.putAll(repository.lockTasks(tx, known).await());
    }
  }

  /**
   * Claims of one batch look at different tasks, as far as there are enough: each asks for one more
   * than were given out.
   */
  private @Nullable UUID firstWaiting(SqlConnection tx, Batch batch, Wanted one, Set<UUID> picked) {
    var waiting =
        repository.waiting(tx, one.project().value(), one.worker(), picked.size() + 1).await();
    batch.slots.putAll(waiting);
    var first =
        waiting.keySet().stream()
            .filter(task -> !picked.contains(task))
            .findFirst()
            .or(() -> waiting.keySet().stream().findFirst());
    first.ifPresent(picked::add);
    return first.orElse(null);
  }

  private static List<Integer> bySource(Batch batch, Wanted.Source source) {
    return batch.undecided().stream().filter(i -> batch.wanted.get(i).source() == source).toList();
  }

  private static List<Wanted> wantedAt(Batch batch, List<Integer> indexes) {
    return indexes.stream().map(batch.wanted::get).toList();
  }

  private void decide(SqlConnection tx, Batch batch) {
    var open = batch.undecided();
    if (open.isEmpty()) {
      return;
    }
    var quotas = quotas(tx, batch, open);
    var had = new HashSet<Pair>();
    var taken = new HashMap<UUID, Integer>();
    for (int i : open) {
      Slots free = batch.slots.get(task(batch, i));
      int live = free == null ? 0 : free.live() + taken.getOrDefault(task(batch, i), 0);
      if (had.contains(pair(batch, i))) {
        batch.grants[i] = new Grant.Had();
      } else if (quotas.get(place(batch, i)) instanceof Quota quota && quota.isReached()) {
        batch.grants[i] = new Grant.QuotaReached(quota.most());
      } else if (free == null || live >= free.overlap() || !isOf(free, batch.wanted.get(i))) {
        batch.grants[i] = new Grant.Full();
      } else {
        taken.merge(task(batch, i), 1, Integer::sum);
        had.add(pair(batch, i));
        quotas.computeIfPresent(place(batch, i), (_, quota) -> quota.withOneMore());
      }
    }
  }

  private Map<Place, Quota> quotas(SqlConnection tx, Batch batch, List<Integer> open) {
    var limited =
        open.stream().filter(i -> batch.wanted.get(i).limited()).map(i -> place(batch, i)).toList();
    return limited.isEmpty()
        ? new HashMap<>()
        : new HashMap<>(repository.quotas(tx, limited).await());
  }

  /**
   * Redis may name a task of another pool, after a mix-up of replies or keys; it is not believed.
   */
  private static boolean isOf(Slots task, Wanted wanted) {
    return task.project().equals(wanted.project().value());
  }

  private void budget(SqlConnection tx, Batch batch) {
    var byProject = new TreeMap<UUID, List<Integer>>();
    for (int i : batch.undecided()) {
      byProject
          .computeIfAbsent(batch.wanted.get(i).project().value(), _ -> new ArrayList<>())
          .add(i);
    }
    var costs = new HashMap<ProjectId, Long>();
    byProject.forEach(
        (project, claims) ->
            costs.put(
                new ProjectId(project),
                claims.stream().mapToLong(i -> batch.wanted.get(i).priceMicros()).sum()));
    if (costs.isEmpty()) {
      return;
    }
    for (ProjectId uncovered : projects.commit(tx, costs).await()) {
      coverOneByOne(tx, batch, uncovered, byProject.getOrDefault(uncovered.value(), List.of()));
    }
  }

  /** The end of a budget, or a pause: the first claims may still be covered. */
  private void coverOneByOne(
      SqlConnection tx, Batch batch, ProjectId project, List<Integer> claims) {
    boolean covered = true;
    for (int i : claims) {
      covered =
          covered
              && projects
                  .commit(tx, Map.of(project, batch.wanted.get(i).priceMicros()))
                  .await()
                  .isEmpty();
      if (!covered) {
        batch.grants[i] = new Grant.NotCovered();
      }
    }
  }

  private void write(SqlConnection tx, Batch batch) {
    var open = batch.undecided();
    if (open.isEmpty()) {
      return;
    }
    var rows =
        open.stream()
            .map(i -> new NewAssignment(ids.next(), batch.wanted.get(i), task(batch, i)))
            .toList();
    var inserted = repository.insert(tx, rows, config.graceSeconds()).await();
    var slots = new TreeMap<UUID, Integer>();
    var loads = new TreeMap<UUID, Integer>();
    var notUsed = new HashMap<ProjectId, Long>();
    var claimed = new ArrayList<Event>();
    var refused = new ArrayList<Integer>();
    for (int n = 0; n < rows.size(); n++) {
      var row = rows.get(n);
      var one = row.wanted();
      var written = inserted.get(row.id());
      if (written != null) {
        slots.merge(row.task(), 1, Integer::sum);
        loads.merge(one.worker(), 1, Integer::sum);
        claimed.add(
            new AssignmentEvents.Claimed(
                    row.id(), one.project().value(), row.task(), one.worker(), one.priceMicros())
                .by(one.account()));
        batch.grants[open.get(n)] = new Grant.Made(written, row.task(), content(batch, row.task()));
        if (!one.exclusionGroups().isEmpty()) {
          exclusionGroups
              .enter(
                  tx,
                  new WorkerId(one.worker()),
                  one.account(),
                  one.exclusionGroups(),
                  one.project())
              .await();
        }
      } else {
        notUsed.merge(one.project(), one.priceMicros(), Long::sum);
        refused.add(open.get(n));
      }
    }
    Future.all(
            repository.takeSlots(tx, slots),
            repository.addLoads(tx, loads),
            events.append(tx, claimed))
        .await();
    if (!refused.isEmpty()) {
      tellHadFromTwin(tx, batch, refused);
      projects.uncommit(tx, notUsed).await();
    }
  }

  /**
   * A key refused the assignment: the worker has had the task, or a twin of the claim was first.
   */
  private void tellHadFromTwin(SqlConnection tx, Batch batch, List<Integer> refused) {
    var had = repository.had(tx, refused.stream().map(i -> pair(batch, i)).toList()).await();
    for (int i : refused) {
      batch.grants[i] = had.contains(pair(batch, i)) ? new Grant.Had() : new Grant.Again();
    }
  }

  private static Place place(Batch batch, int i) {
    var one = batch.wanted.get(i);
    return new Place(one.worker(), one.project().value());
  }

  private static UUID task(Batch batch, int i) {
    return Objects.requireNonNull(batch.tasks[i]);
  }

  private static Content content(Batch batch, UUID task) {
    return Objects.requireNonNull(batch.slots.get(task)).content();
  }

  private static Pair pair(Batch batch, int i) {
    return new Pair(task(batch, i), batch.wanted.get(i).worker());
  }
}
