package dev.guildhall.project;

import dev.guildhall.account.Memberships;
import dev.guildhall.account.OrganisationId;
import dev.guildhall.account.OrganisationKind;
import dev.guildhall.account.Role;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.http.Cursor;
import dev.guildhall.platform.http.EntityTags;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.id.IdSource;
import dev.guildhall.platform.json.StrictJson;
import dev.guildhall.platform.money.Money;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.qualification.Qualifications;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where an organisation describes its projects and changes them. */
final class ProjectDesk {

  /** Above this, giving loaded tasks another overlap takes longer than a request may. */
  private static final int MAX_TASKS_TO_CHANGE = 100_000;

  private final Database database;
  private final IdSource ids;
  private final Memberships memberships;
  private final Qualifications qualifications;
  private final Projects projects;
  private final EventLog events;
  private final ProjectRepository repository = new ProjectRepository();
  private final GuidelineRepository guidelines = new GuidelineRepository();

  ProjectDesk(
      Database database,
      IdSource ids,
      Memberships memberships,
      Qualifications qualifications,
      Projects projects,
      EventLog events) {
    this.database = database;
    this.ids = ids;
    this.memberships = memberships;
    this.qualifications = qualifications;
    this.projects = projects;
    this.events = events;
  }

  /** A new draft with the first version of its guideline. */
  Future<Project> create(SqlConnection tx, Principal who, JsonObject draft) {
    var terms = ProjectTerms.read(draft);
    var guideline = StrictJson.convert(draft.getJsonObject("guideline"), GuidelineDraft.class);
    return organisation(tx, who, draft.getString("organisation_id"))
        .compose(
            organisation ->
                memberships
                    .require(tx, who, organisation, Role.EDITOR)
                    .compose(_ -> requireUsable(tx, organisation, terms.requirements()))
                    .map(organisation))
        .compose(
            organisation ->
                repository.insert(
                    tx, new ProjectId(ids.next()), organisation, terms, who.accountId()))
        .compose(
            project ->
                guidelines
                    .insert(tx, project.id(), 1, guideline, who.accountId())
                    .compose(_ -> events.append(tx, created(project).by(who.accountId())))
                    .map(project));
  }

  private static ProjectEvents created(Project project) {
    return new ProjectEvents.Created(project.id(), project.organisationId(), project.kind().wire());
  }

  /** The organisation that was named, or the only one there is. */
  private Future<OrganisationId> organisation(
      SqlConnection tx, Principal who, @Nullable String named) {
    if (named != null) {
      return Future.succeededFuture(OrganisationId.parse(named));
    }
    return memberships
        .of(tx, who, OrganisationKind.REQUESTER)
        .map(
            all -> {
              if (all.size() != 1) {
                throw Refusal.Invalid.field(
                    "/organisation_id",
                    "required",
                    "Say for which of your " + all.size() + " organisations this project is.");
              }
              return all.getFirst();
            });
  }

  /** One page, newest first, with one row more than {@code limit} when there is another page. */
  Future<List<Project>> list(
      Principal who, Optional<ProjectState> state, Optional<Cursor> after, int limit) {
    return memberships
        .of(who, OrganisationKind.REQUESTER)
        .compose(
            organisations ->
                repository.list(
                    database.client(),
                    organisations,
                    state.orElse(null),
                    after.map(cursor -> cursor.instant(0)).orElse(null),
                    after.map(cursor -> cursor.uuid(1)).orElse(null),
                    limit + 1));
  }

  /** Changes what {@code change} names, if {@code expected} names the version that is stored. */
  Future<Project> update(Principal who, ProjectId id, EntityTags expected, JsonObject change) {
    return projects
        .visible(who, id, Role.EDITOR)
        .compose(
            _ ->
                database.inTransaction(
                    tx ->
                        projects
                            .locked(tx, id)
                            .compose(project -> update(tx, who, project, expected, change))));
  }

  private Future<Project> update(
      SqlConnection tx, Principal who, Project project, EntityTags expected, JsonObject change) {
    if (!expected.admit(tag -> ProjectView.isCurrent(project, tag))) {
      throw new Refusal.Conflict(ErrorCode.PRECONDITION_FAILED, Map.of(), ProjectView.of(project));
    }
    if (project.state() == ProjectState.COMPLETED) {
      throw Projects.wrongState(project.state(), "draft, live or paused");
    }
    var before = ProjectTerms.of(project);
    var after = before.changed(change);
    var agreed = after.frozenDifferences(before);
    if (project.state() != ProjectState.DRAFT && !agreed.isEmpty()) {
      throw new Refusal.Conflict(
          ErrorCode.PROJECT_FROZEN_FIELD, Map.of("fields", String.join(", ", agreed)));
    }
    requireThatTasksStillFit(project, after);
    return requireUsable(tx, project.organisationId(), after.requirements())
        .compose(_ -> follow(tx, project, after))
        .compose(_ -> repository.update(tx, project.id(), after))
        .compose(
            _ ->
                events.append(
                    tx, new ProjectEvents.Updated(project.id(), agreed).by(who.accountId())))
        .compose(_ -> fund(tx, who, project, after.budget()))
        .compose(_ -> projects.get(tx, project.id()));
  }

  private Future<Void> requireUsable(
      SqlClient client, OrganisationId organisation, Requirements requirements) {
    return qualifications.requireUsable(client, organisation, requirements.qualificationIds());
  }

  /** A changed budget is set aside at once, except for a draft: that is what its launch does. */
  private Future<Void> fund(
      SqlConnection tx, Principal who, Project before, @Nullable Money budget) {
    return before.state() == ProjectState.DRAFT || budget == null || budget.equals(before.budget())
        ? Future.succeededFuture()
        : projects.followBudget(tx, before, budget, who.accountId());
  }

  private static void requireThatTasksStillFit(Project project, ProjectTerms after) {
    boolean outputChanges =
        !after.template().outputSchema().equals(project.template().outputSchema());
    if (project.goldTasks() > 0 && outputChanges) {
      throw Refusal.Invalid.field(
          "/template",
          "gold_loaded",
          "The gold tasks that are loaded answer the template as it was; make a new project for another one.");
    }
    if (!sameOverlap(project, after) && project.tasks() > MAX_TASKS_TO_CHANGE) {
      throw Refusal.Invalid.field(
          "/overlap",
          "tasks_loaded",
          "More than "
              + MAX_TASKS_TO_CHANGE
              + " tasks are loaded with an overlap of "
              + project.overlap()
              + "; make a new project for another one.");
    }
  }

  /** Tasks that were loaded with the project's overlap get the new one. */
  private Future<Void> follow(SqlConnection tx, Project before, ProjectTerms after) {
    var plan = after.overlapRule();
    return sameOverlap(before, after) || before.tasks() == 0
        ? Future.succeededFuture()
        : repository.changeOverlap(
            tx, before.id(), before.overlap(), after.overlap(), plan == null ? null : plan.max());
  }

  private static boolean sameOverlap(Project before, ProjectTerms after) {
    return before.overlap() == after.overlap()
        && Objects.equals(before.overlapRule(), after.overlapRule());
  }
}
