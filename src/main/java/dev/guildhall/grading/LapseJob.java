package dev.guildhall.grading;

import dev.guildhall.grading.GradingRepository.Stored;
import dev.guildhall.grading.GradingWorkflow.Ended;
import dev.guildhall.ledger.Booking;
import dev.guildhall.platform.job.Workflows;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.queue.TaskQueue;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Ends gradings whose time is over, by PostgreSQL's clock, a minute after it, so that what is on
 * its way still arrives. Several nodes may run it at once: each takes what no other holds.
 */
final class LapseJob {

  static final int GRACE_SECONDS = 60;
  private static final int BATCH = 100;

  private final Database database;
  private final GradingRepository repository;
  private final PaperRepository papers;
  private final GradingWorkflow workflow;
  private final TaskQueue queue;

  LapseJob(
      Database database,
      GradingRepository repository,
      PaperRepository papers,
      GradingWorkflow workflow,
      TaskQueue queue) {
    this.database = database;
    this.repository = repository;
    this.papers = papers;
    this.workflow = workflow;
    this.queue = queue;
  }

  /** Ends up to {@value #BATCH} gradings; how many. */
  int run() {
    var ended = database.inTransaction(tx -> Workflows.start(() -> end(tx))).await();
    ended.stream().flatMap(one -> one.freed().stream()).forEach(place -> place.tell(queue));
    return ended.size();
  }

  private List<Ended> end(SqlConnection tx) {
    var expired = repository.lockExpired(tx, GRACE_SECONDS, BATCH).await();
    var locked =
        papers.lock(tx, expired.stream().map(Stored::paper).distinct().toList()).await().stream()
            .collect(Collectors.toMap(Paper::id, Function.identity()));
    var all = new ArrayList<Ended>();
    var booking = Booking.NOTHING;
    for (Stored one : expired) {
      var paper = Objects.requireNonNull(locked.get(one.paper()));
      var ended = workflow.end(tx, paper, one, GradingState.EXPIRED, "lease_ended", null, null);
      booking = booking.and(ended.booking());
      all.add(ended);
    }
    workflow.book(tx, booking);
    return all;
  }
}
