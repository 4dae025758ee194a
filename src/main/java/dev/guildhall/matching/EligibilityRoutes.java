package dev.guildhall.matching;

import dev.guildhall.account.Role;
import dev.guildhall.eligibility.Applicant;
import dev.guildhall.eligibility.Eligibility;
import dev.guildhall.eligibility.Explained;
import dev.guildhall.eligibility.Predicate;
import dev.guildhall.eligibility.Predicates;
import dev.guildhall.matching.HeldRepository.Held;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.project.Project;
import dev.guildhall.project.ProjectId;
import dev.guildhall.project.ProjectState;
import dev.guildhall.project.Projects;
import dev.guildhall.worker.Device;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Why a worker can or cannot have tasks of a project. */
final class EligibilityRoutes implements Routes {

  private final Database database;
  private final Projects projects;
  private final Eligibility eligibility;
  private final MatchingRepository repository;
  private final HeldRepository held;
  private final int heldPerWorker;

  EligibilityRoutes(
      Database database,
      Projects projects,
      Eligibility eligibility,
      MatchingRepository repository,
      HeldRepository held,
      int heldPerWorker) {
    this.database = database;
    this.projects = projects;
    this.eligibility = eligibility;
    this.repository = repository;
    this.held = held;
    this.heldPerWorker = heldPerWorker;
  }

  /**
   * @param eligible whether every requirement is met
   * @param canClaim whether the worker would get a task now
   * @param requirements each, with whether it is met
   * @param obstacles what else stands in the way now
   */
  private record Answer(
      ProjectId projectId,
      WorkerId workerId,
      boolean eligible,
      boolean canClaim,
      List<Explained> requirements,
      List<Obstacle> obstacles) {}

  private record Obstacle(String code, String text) {}

  @Override
  public void bind(Binder to) {
    to.on("getEligibility", this::eligibility);
  }

  private Future<Response> eligibility(Request request) {
    var id = ProjectId.parse(request.path("project_id"));
    var worker = WorkerId.parse(request.path("worker_id"));
    boolean isSelf =
        request.principal().attribute("worker").filter(worker.value()::equals).isPresent();
    return project(request.principal(), id, isSelf)
        .compose(
            project ->
                eligibility
                    .read(worker, isSelf ? Device.of(request) : Device.COMPUTER)
                    .compose(
                        applicant -> {
                          if (isSelf
                              && Eligibility.isHidden(
                                  Eligibility.failing(Predicates.of(project), applicant))) {
                            throw new Refusal.NotFound("project");
                          }
                          return answer(project, applicant, isSelf, request.locale());
                        }))
        .map(Response::ok);
  }

  /**
   * A worker asks about themselves, where they could find the project; its organisation about all.
   */
  private Future<Project> project(Principal who, ProjectId id, boolean isSelf) {
    return isSelf
        ? projects
            .get(database.client(), id)
            .map(
                project -> {
                  if (project.state() == ProjectState.DRAFT) {
                    throw new Refusal.NotFound("project");
                  }
                  return project;
                })
        : projects.visible(who, id, Role.VIEWER);
  }

  private Future<Answer> answer(
      Project project, Applicant applicant, boolean isSelf, Locale locale) {
    return Future.all(
            eligibility.explain(asked(project, isSelf), applicant, locale),
            obstacles(project, applicant.facts().worker(), isSelf, locale))
        .map(
            both -> {
              List<Explained> requirements = both.resultAt(0);
              List<Obstacle> obstacles = both.resultAt(1);
              boolean eligible = requirements.stream().allMatch(Explained::met);
              return new Answer(
                  project.id(),
                  applicant.facts().worker(),
                  eligible,
                  eligible && obstacles.isEmpty(),
                  requirements,
                  obstacles);
            });
  }

  /** On which device somebody else would work is not known, and speaks neither for nor against. */
  private static List<Predicate> asked(Project project, boolean isSelf) {
    return Predicates.of(project).stream()
        .filter(predicate -> isSelf || !(predicate instanceof Predicate.Device))
        .toList();
  }

  private Future<List<Obstacle>> obstacles(
      Project project, WorkerId worker, boolean isSelf, Locale locale) {
    var client = database.client();
    return Future.all(
            repository.namedFor(client, worker.value()),
            repository.commonFor(client, worker.value(), List.of(project.id())),
            repository.acknowledged(client, worker.value()),
            isSelf ? held.heldBy(client, worker.value()) : Future.succeededFuture(List.<Held>of()))
        .map(
            all -> {
              var waiting = new ArrayList<Map<ProjectId, Integer>>();
              waiting.add(all.resultAt(0));
              waiting.add(all.resultAt(1));
              int tasks = waiting.stream().mapToInt(of -> of.getOrDefault(project.id(), 0)).sum();
              Map<ProjectId, Integer> read = all.resultAt(2);
              List<Held> mine = all.resultAt(3);
              var obstacles = new ArrayList<Obstacle>();
              notLive(project).ifPresent(code -> obstacles.add(obstacle(code, locale)));
              if (tasks == 0) {
                obstacles.add(obstacle("nothing_waiting", locale));
              }
              if (read.getOrDefault(project.id(), 0) < project.guidelineVersion()) {
                obstacles.add(obstacle("guideline_unread", locale));
              }
              if (mine.stream().filter(Held::claimed).count() >= heldPerWorker) {
                obstacles.add(obstacle("at_capacity", locale));
              }
              return obstacles;
            });
  }

  private static Optional<String> notLive(Project project) {
    return switch (project.state()) {
      case LIVE -> Optional.empty();
      case DRAFT -> Optional.of("not_launched");
      case PAUSED -> Optional.of("paused");
      case COMPLETED -> Optional.of("completed");
    };
  }

  private static Obstacle obstacle(String code, Locale locale) {
    return new Obstacle(code, FeedTexts.of(locale, "obstacle." + code));
  }
}
