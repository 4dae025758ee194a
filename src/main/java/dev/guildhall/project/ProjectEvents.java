package dev.guildhall.project;

import dev.guildhall.account.OrganisationId;
import dev.guildhall.platform.event.Event;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happens to a project. The subject of each event is the project's id. */
public sealed interface ProjectEvents {

  /** Every event after which a project may be open to others, or say something else of itself. */
  Set<String> OF_POOLS =
      Set.of(
          "project.launched",
          "project.paused",
          "project.completed",
          "project.updated",
          "project.loaded",
          "project.guideline_published");

  /** {@code project.created}. */
  record Created(ProjectId projectId, OrganisationId organisationId, String kind)
      implements ProjectEvents {}

  /**
   * {@code project.updated}: the terms changed; {@code agreed} names those that workers agree to.
   */
  record Updated(ProjectId projectId, Set<String> agreed) implements ProjectEvents {}

  /** {@code project.launched}, {@code project.paused} or {@code project.completed}. */
  record Moved(
      ProjectId projectId, ProjectState from, ProjectState to, @Nullable PauseReason reason)
      implements ProjectEvents {}

  /**
   * {@code project.funded}: what is set aside for it changed by {@code micros}, down when negative.
   */
  record Funded(ProjectId projectId, long micros, String currency) implements ProjectEvents {}

  /** {@code project.loaded}: tasks were added. */
  record Loaded(ProjectId projectId, UUID uploadId, long tasks, long gold)
      implements ProjectEvents {}

  /** {@code project.guideline_published}. */
  record GuidelinePublished(ProjectId projectId, int version) implements ProjectEvents {}

  /** The event to append. */
  default Event by(@Nullable UUID actor) {
    return switch (this) {
      case Created it -> Event.of("project.created", it.projectId.value(), actor, it);
      case Updated it -> Event.of("project.updated", it.projectId.value(), actor, it);
      case Moved it -> Event.of(movedType(it.to), it.projectId.value(), actor, it);
      case Funded it -> Event.of("project.funded", it.projectId.value(), actor, it);
      case Loaded it -> Event.of("project.loaded", it.projectId.value(), actor, it);
      case GuidelinePublished it ->
          Event.of("project.guideline_published", it.projectId.value(), actor, it);
    };
  }

  private static String movedType(ProjectState to) {
    return "project." + (to == ProjectState.LIVE ? "launched" : to.name().toLowerCase(Locale.ROOT));
  }
}
