package dev.guildhall.quality;

import dev.guildhall.eligibility.FactsSource;
import dev.guildhall.platform.event.Event;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.job.Workflows;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.quality.SkillRepository.Observed;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Estimates anew the skill of those whose work was judged or checked since it last looked. One node
 * at a time looks, and looking twice changes nothing.
 */
final class SkillJob {

  // A verdict's time is taken before its transaction commits, which takes less than this.
  private static final Duration LOOK_BACK = Duration.ofMinutes(1);

  private final Database database;
  private final EventLog events;
  private final SkillRepository repository;

  SkillJob(Database database, EventLog events, SkillRepository repository) {
    this.database = database;
    this.events = events;
    this.repository = repository;
  }

  /** Looks once. Always 0: there is never more to do at once. */
  int run() {
    return database.inTransaction(tx -> Workflows.start(() -> look(tx))).await();
  }

  private int look(SqlConnection tx) {
    for (Instant since : repository.lock(tx).await()) {
      var now = repository.now(tx).await();
      for (UUID worker : repository.judged(tx, since).await()) {
        estimate(tx, worker);
      }
      repository.advance(tx, now.minus(LOOK_BACK)).await();
    }
    return 0;
  }

  private void estimate(SqlConnection tx, UUID worker) {
    var observed = repository.observed(tx, worker).await();
    var others =
        repository.others(tx, worker, observed.stream().map(Observed::domain).toList()).await();
    var changed = new ArrayList<String>();
    for (Observed one : observed) {
      var known = others.getOrDefault(one.domain(), new Observed(one.domain(), 0, 0));
      double usual = SkillEstimate.usual(known.right(), known.observations());
      var estimate = SkillEstimate.of(one.right(), one.observations(), usual);
      if (repository.write(tx, worker, one, estimate).await()) {
        changed.add(one.domain());
      }
    }
    if (!changed.isEmpty()) {
      events.append(tx, List.of(estimated(worker, changed))).await();
    }
  }

  private static Event estimated(UUID worker, List<String> domains) {
    return new Event(
        FactsSource.SKILL_ESTIMATED,
        worker,
        null,
        new JsonObject().put("domains", domains).put("rule", SkillEstimate.RULE));
  }
}
