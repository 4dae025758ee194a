package dev.guildhall.worker;

import dev.guildhall.account.AccountId;
import dev.guildhall.account.NewAccount;
import dev.guildhall.account.PrincipalSource;
import dev.guildhall.account.RegistrationListener;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.id.IdSource;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Workers as other features know them. Registering as a worker makes one. */
public final class Workers implements RegistrationListener, PrincipalSource {

  /** What a worker says of themselves has changed; the subject is the worker. */
  public static final String PROFILE_CHANGED = "worker.profile_changed";

  private static final String KIND = "worker";

  private final IdSource ids;
  private final WorkerRepository repository;

  Workers(Platform platform, WorkerRepository repository) {
    this.ids = platform.ids();
    this.repository = repository;
  }

  /** What is known of the worker; fails with NotFound when there is none. */
  public Future<WorkerFacts> find(SqlClient client, WorkerId id) {
    return repository
        .find(client, id)
        .map(found -> found.orElseThrow(() -> new Refusal.NotFound("worker")));
  }

  @Override
  public Future<Void> registered(SqlConnection tx, NewAccount account) {
    JsonObject registration = account.registration();
    if (!KIND.equals(registration.getString("kind"))) {
      return Future.succeededFuture();
    }
    var id = new WorkerId(ids.next());
    return repository
        .insert(tx, id, account.id(), registration.getString("country"))
        .compose(_ -> repository.replaceLanguages(tx, id, languages(registration)));
  }

  private static Map<String, LanguageLevel> languages(JsonObject registration) {
    var languages = new TreeMap<String, LanguageLevel>();
    registration
        .getJsonArray("languages", new JsonArray())
        .forEach(
            item -> {
              var language = (JsonObject) item;
              languages.put(
                  language.getString("language"), LanguageLevel.of(language.getString("level")));
            });
    return languages;
  }

  @Override
  public Future<Map<String, UUID>> attributes(SqlClient client, AccountId account) {
    return repository
        .ofAccount(client, account)
        .map(id -> id.map(worker -> Map.of(KIND, worker.value())).orElseGet(Map::of));
  }
}
