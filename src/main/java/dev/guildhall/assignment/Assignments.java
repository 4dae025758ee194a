package dev.guildhall.assignment;

import dev.guildhall.assignment.FreshClaims.Fresh;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.sql.Coalescer;
import dev.guildhall.project.Project;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.Optional;

/**
 * Assignments as they are read one at a time, many readers sharing a look; and as they are answered
 * to who has just changed one, without a look.
 */
public final class Assignments {

  private final Coalescer<AssignmentId, Optional<AssignmentView>> views;
  private final FreshClaims fresh = new FreshClaims();
  private final WorkConfig config;

  Assignments(Platform platform, AssignmentRepository repository, WorkConfig config) {
    this.config = config;
    this.views =
        Coalescer.ofReads(
            platform.vertx(),
            "assignment_views",
            platform.meters(),
            ids -> repository.views(platform.database().client(), ids));
  }

  /** The assignment as its worker sees it; whose it is has been checked. */
  public Future<AssignmentView> view(AssignmentId id) {
    return views.ask(id).map(view -> view.orElseThrow(() -> new Refusal.NotFound("assignment")));
  }

  /** An assignment that was claimed just now. */
  AssignmentView claimed(Wanted wanted, Project project, Grant.Made made) {
    var view = AssignmentView.claimed(wanted, project, made, config);
    fresh.add(new Fresh(view, project.id(), project.version(), made.content().gold()));
    return view;
  }

  /** The claim as it was answered, if that was here and not long ago. */
  Optional<Fresh> fresh(AssignmentId id) {
    return fresh.find(id);
  }

  /** An assignment that was sent just now. */
  Future<AssignmentView> sent(Sent sent, Receipt.Taken taken) {
    var claimed = fresh.find(sent.assignment());
    fresh.forget(sent.assignment());
    return claimed
        // Who renames a project changes what its claims were answered.
        .filter(claim -> Objects.equals(claim.projectVersion(), sent.projectVersion()))
        .map(Fresh::view)
        .filter(view -> view.version() + 1 == taken.version() && !taken.drafted())
        .map(view -> Future.succeededFuture(view.sent(sent, taken)))
        .orElseGet(() -> view(sent.assignment()));
  }
}
