package dev.guildhall.worker;

import dev.guildhall.platform.Platform;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.event.Event;
import dev.guildhall.platform.http.EntityTags;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.platform.money.Money;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The operations on a worker's own profile. */
final class ProfileRoutes implements Routes {

  private final Platform platform;
  private final Workers workers;
  private final WorkerRepository repository;

  ProfileRoutes(Platform platform, Workers workers, WorkerRepository repository) {
    this.platform = platform;
    this.workers = workers;
    this.repository = repository;
  }

  @Override
  public void bind(Binder to) {
    to.on("getWorkerProfile", this::get).on("putWorkerProfile", this::put);
  }

  private record Language(String language, LanguageLevel level) {}

  private record Profile(
      WorkerId id,
      @Nullable String country,
      List<Language> languages,
      @Nullable Money wishedPayPerHour) {}

  private record Change(
      @Nullable String country, List<Language> languages, @Nullable Money wishedPayPerHour) {}

  private Future<Response> get(Request request) {
    return workers.find(platform.database().client(), own(request)).map(ProfileRoutes::shown);
  }

  private static Response shown(WorkerFacts facts) {
    var languages =
        facts.languages().entrySet().stream()
            .sorted(java.util.Map.Entry.comparingByKey())
            .map(entry -> new Language(entry.getKey(), entry.getValue()))
            .toList();
    return Response.ok(
            new Profile(
                facts.id(),
                facts.country().orElse(null),
                languages,
                facts.wishedPayPerHour().orElse(null)))
        .tagged(facts.version());
  }

  private Future<Response> put(Request request) {
    var change = request.body(Change.class);
    var languages = new TreeMap<String, LanguageLevel>();
    for (Language language : change.languages()) {
      if (languages.put(language.language(), language.level()) != null) {
        throw Refusal.Invalid.field(
            "/languages",
            "repeated",
            "Name each language once; " + language.language() + " stands twice.");
      }
    }
    var expected = request.ifMatch();
    return platform
        .database()
        .inTransaction(tx -> replace(tx, request, expected, change, languages))
        // Whoever changed it looks at the feed next, and finds it changed.
        .compose(_ -> platform.feed().poll())
        .compose(_ -> get(request));
  }

  private Future<Void> replace(
      SqlConnection tx,
      Request request,
      EntityTags expected,
      Change change,
      TreeMap<String, LanguageLevel> languages) {
    var id = own(request);
    return workers
        .find(tx, id)
        .compose(
            now ->
                expected.admit(tag -> tag.equals("v" + now.version()))
                    ? repository.update(
                        tx, id, now.version(), change.country(), change.wishedPayPerHour())
                    : Future.succeededFuture(false))
        .compose(
            updated ->
                updated
                    ? repository.replaceLanguages(tx, id, languages)
                    : Future.failedFuture(new Refusal.Conflict(ErrorCode.PRECONDITION_FAILED)))
        .compose(
            _ ->
                platform
                    .events()
                    .append(
                        tx,
                        new Event(
                            Workers.PROFILE_CHANGED,
                            id.value(),
                            request.principal().accountId(),
                            new JsonObject().put("languages", languages.size()))));
  }

  private static WorkerId own(Request request) {
    return new WorkerId(request.principal().required("worker"));
  }
}
