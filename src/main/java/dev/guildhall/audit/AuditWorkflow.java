package dev.guildhall.audit;

import dev.guildhall.ledger.LedgerCheck;
import dev.guildhall.platform.event.ChainJob;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.job.Workflows;
import dev.guildhall.platform.redis.Redis;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.queue.TaskQueue;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Examines rules, one after the other; blocks. */
public final class AuditWorkflow {

  private static final int VIOLATIONS_PER_RULE = 100;
  private static final Duration BUDGET = Duration.ofMinutes(5);
  private static final Duration LONGEST = Duration.ofMinutes(30);
  private static final List<Check> CHECKS =
      Stream.of(
              GuardChecks.ALL,
              TaskChecks.ALL,
              AssignmentChecks.ALL,
              WorkChecks.ALL,
              GradingChecks.ALL,
              MoneyChecks.ALL,
              LogChecks.ALL)
          .flatMap(List::stream)
          .toList();

  private final Database database;
  private final Circumstances circumstances;
  private final AuditRepository repository = new AuditRepository();
  private final TextsWorkflow texts = new TextsWorkflow(repository, VIOLATIONS_PER_RULE);
  private final QueueWorkflow queue;

  /**
   * In which circumstances a market is examined.
   *
   * @param nodesRun whether what nodes do in the background can be expected
   * @param looks how often what may be in motion is looked at before it counts
   * @param pause between two looks
   */
  public record Circumstances(boolean nodesRun, int looks, Duration pause) {

    /** Whatever nodes mend by themselves is mended within a minute and a half. */
    public static final Circumstances AT_WORK = new Circumstances(true, 18, Duration.ofSeconds(5));

    public static final Circumstances AT_REST = new Circumstances(false, 1, Duration.ZERO);
  }

  /** What was found out about one rule. */
  public record Examined(String rule, List<Violation> violations) {}

  public AuditWorkflow(Database database, Redis redis, Circumstances circumstances) {
    this.database = database;
    this.circumstances = circumstances;
    this.queue =
        new QueueWorkflow(
            database, new TaskQueue(database, redis), repository, VIOLATIONS_PER_RULE);
  }

  /**
   * All violations; at most {@value #VIOLATIONS_PER_RULE} of each rule.
   *
   * @param tell hears of each rule as soon as it is examined
   */
  public List<Violation> run(Consumer<Examined> tell) {
    var all = new ArrayList<Violation>();
    rules()
        .forEach(
            (rule, examination) -> {
              var found = attempt(rule, examination);
              all.addAll(found);
              tell.accept(new Examined(rule, found));
            });
    return all;
  }

  /** The violations of one rule. */
  public List<Violation> examine(String rule) {
    return attempt(rule, Objects.requireNonNull(rules().get(rule), rule));
  }

  private Map<String, Supplier<List<Violation>>> rules() {
    var rules = new LinkedHashMap<String, Supplier<List<Violation>>>();
    for (Check check : CHECKS) {
      Supplier<List<Violation>> look =
          () -> reading(tx -> repository.violations(tx, check, VIOLATIONS_PER_RULE).await());
      switch (check.sense()) {
        case NEVER -> rules.put(check.id(), look);
        case PASSING -> put(rules, check.id(), look);
      }
    }
    rules.put("ledger", this::ledger);
    rules.put(TextsWorkflow.RULE, () -> reading(texts::look));
    rules.put("chain", this::chain);
    put(rules, QueueWorkflow.RULE, queue::look);
    return rules;
  }

  /** A rule about what nodes do in the background. */
  private void put(
      Map<String, Supplier<List<Violation>>> rules, String rule, Supplier<List<Violation>> look) {
    if (circumstances.nodesRun()) {
      rules.put(rule, () -> lasting(() -> attempt(rule, look)));
    }
  }

  /** A rule that cannot be examined is not one that holds. */
  private static List<Violation> attempt(String rule, Supplier<List<Violation>> examination) {
    try {
      return examination.get();
    } catch (RuntimeException e) {
      return List.of(
          new Violation(rule, "the examination", String.valueOf(e.getMessage()), "an answer"));
    }
  }

  /** What each look finds, told as the last one found it. */
  private List<Violation> lasting(Supplier<List<Violation>> look) {
    var found = look.get();
    for (int looks = 1; looks < circumstances.looks() && !found.isEmpty(); looks++) {
      LockSupport.parkNanos(circumstances.pause().toNanos());
      Set<String> before = subjects(found);
      found = look.get().stream().filter(one -> before.contains(one.subject())).toList();
    }
    return found;
  }

  private static Set<String> subjects(List<Violation> found) {
    return found.stream().map(Violation::subject).collect(Collectors.toCollection(HashSet::new));
  }

  private List<Violation> ledger() {
    return reading(
        tx ->
            new LedgerCheck()
                .imbalances(tx).await().stream()
                    .map(one -> new Violation("ledger", one.subject(), one.found(), one.expected()))
                    .toList());
  }

  private List<Violation> chain() {
    return new ChainJob(database, new EventLog())
        .firstBrokenBlock().stream()
            .map(
                block ->
                    new Violation(
                        "chain",
                        "event_block " + block,
                        "another hash than its events have",
                        "that it follows from the block before"))
            .toList();
  }

  private <T> T reading(Function<SqlConnection, T> examination) {
    return settled(
        database.inLongTransaction(
            tx ->
                repository
                    .readGently(tx, BUDGET)
                    .compose(_ -> Workflows.start(() -> examination.apply(tx)))));
  }

  private static <T> T settled(Future<T> future) {
    try {
      return future.await(LONGEST.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("no answer within " + LONGEST.toMinutes() + " minutes", e);
    }
  }
}
