package dev.guildhall.assignment;

import dev.guildhall.platform.Platform;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.sql.Coalescer;
import io.vertx.core.Future;
import java.util.Optional;

/** Assignments as they are read one at a time, many readers sharing a look. */
public final class Assignments {

  private final Coalescer<AssignmentId, Optional<AssignmentView>> views;

  Assignments(Platform platform, AssignmentRepository repository) {
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
}
