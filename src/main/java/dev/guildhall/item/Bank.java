package dev.guildhall.item;

import dev.guildhall.account.OrganisationId;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.FieldError;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.event.EventLog;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The bank as those see it who draw items and serve them. */
public final class Bank {

  private final EventLog events;
  private final BankRepository repository = new BankRepository();
  private final ItemRepository items = new ItemRepository();

  Bank(EventLog events) {
    this.events = events;
  }

  /** These versions, each with the key that holds for it now; in no particular order. */
  public Future<List<ServedItem>> served(SqlClient client, Collection<ItemVersionRef> wanted) {
    return wanted.isEmpty() ? Future.succeededFuture(List.of()) : repository.served(client, wanted);
  }

  /**
   * What may be drawn: items under trial and active ones whose cap is not reached.
   *
   * @param domain null: any
   * @param tags they have all of them
   * @param kinds they are of one of these; empty: of any
   */
  public Future<List<PoolItem>> drawable(
      SqlClient client,
      OrganisationId organisation,
      @Nullable String domain,
      Collection<String> tags,
      Collection<ItemKind> kinds) {
    return repository.drawable(client, organisation, domain, tags, kinds);
  }

  /**
   * Counts one exposure each, and answers with those that could be: an item whose cap is reached
   * meanwhile, or that is retired, is not among them.
   */
  public Future<List<ItemId>> exposed(SqlConnection tx, Collection<ItemId> shown) {
    return shown.isEmpty() ? Future.succeededFuture(List.of()) : repository.exposed(tx, shown);
  }

  /**
   * What was measured of a version.
   *
   * @param proportionRight the mean score
   * @param discrimination and the other estimates: null of too few answers
   * @param distractors {@code [{option, lower, middle, upper}]}; empty of an item without options
   * @param flags what is wrong with the numbers; as the contract's {@code ItemFlag}
   */
  public record Measured(
      ItemVersionRef ref,
      int answers,
      @Nullable Double proportionRight,
      @Nullable Double discrimination,
      @Nullable Double discriminationError,
      @Nullable Double difficulty,
      @Nullable Double difficultyError,
      @Nullable Double pointBiserial,
      @Nullable Double medianSeconds,
      JsonArray distractors,
      Set<String> flags) {}

  /**
   * Keeps what was measured, in place of what was measured before. The flags are the item's where
   * the version is its newest.
   *
   * @param method by which
   */
  public Future<Void> measured(SqlConnection tx, Collection<Measured> measured, String method) {
    return measured.isEmpty()
        ? Future.succeededFuture()
        : repository
            .measure(tx, measured, method)
            .compose(
                _ ->
                    items.lock(
                        tx, measured.stream().map(one -> one.ref().id()).distinct().toList()))
            .compose(_ -> repository.flag(tx, measured));
  }

  /**
   * A version seems to have leaked, as long as it is the item's newest.
   *
   * @param leak why it is suspected; as the contract's {@code ItemStatistics.leak}
   */
  public Future<Void> leaked(SqlConnection tx, ItemVersionRef ref, JsonObject leak) {
    return repository.leaked(tx, ref, leak);
  }

  /**
   * Puts another key in place of the one that holds for a version, as its next revision. The caller
   * has everybody marked anew whom it touched. Answers with the revision that holds now: the same
   * as before when the key is the same.
   *
   * <p>Refused when there is no such version, and when the key does not fit its body, with pointers
   * from {@code /key}.
   */
  public Future<Integer> correctKey(
      SqlConnection tx, ItemId id, int version, JsonObject key, @Nullable String note, UUID actor) {
    return items
        .lock(tx, List.of(id))
        .compose(_ -> served(tx, List.of(new ItemVersionRef(id, version))))
        .compose(
            found -> {
              if (found.isEmpty()) {
                throw new Refusal.NotFound("item");
              }
              var item = found.getFirst();
              return key.equals(item.key())
                  ? Future.succeededFuture(item.keyRevision())
                  : keyFaults(tx, item, key)
                      .compose(faults -> replace(tx, item, key, faults, note, actor));
            });
  }

  /**
   * Serves a version to nobody any more. An item that has a newer one goes on with it; who begins
   * at the same moment is waited for.
   */
  public Future<Void> retire(SqlConnection tx, ItemId id, int version, UUID actor) {
    return items
        .lock(tx, List.of(id))
        .compose(_ -> repository.retire(tx, id, version))
        .compose(
            retired ->
                retired
                    ? served(tx, List.of(new ItemVersionRef(id, version)))
                        .compose(found -> changed(tx, found.getFirst(), ItemState.RETIRED, actor))
                    : Future.succeededFuture());
  }

  private Future<Void> changed(SqlConnection tx, ServedItem item, ItemState state, UUID actor) {
    return events.append(
        tx, new ItemEvents.Changed(item.id(), item.version(), item.keyRevision(), state).by(actor));
  }

  /**
   * What is wrong with a key for that version; empty when nothing is. Pointers begin with {@code
   * /key}.
   */
  public Future<List<FieldError>> keyFaults(SqlClient client, ServedItem item, JsonObject key) {
    var faults = ItemChecks.errors(item.kind(), item.body(), key);
    var images = Markdown.images(key.getString("explanation", ""));
    if (!faults.isEmpty() || images.isEmpty()) {
      return Future.succeededFuture(faults);
    }
    return repository
        .hasImages(client, item.id(), images)
        .map(
            has ->
                has
                    ? List.of()
                    : List.of(
                        new FieldError(
                            "/key/explanation",
                            "unknown",
                            "It shows an image that your organisation does not have; upload it first.")));
  }

  private Future<Integer> replace(
      SqlConnection tx,
      ServedItem item,
      JsonObject key,
      List<FieldError> faults,
      @Nullable String note,
      UUID actor) {
    if (!faults.isEmpty()) {
      throw new Refusal.Invalid(ErrorCode.INVALID, faults);
    }
    int revision = item.keyRevision() + 1;
    return items
        .insertKey(tx, item.id(), item.version(), revision, key, note, actor)
        .compose(_ -> repository.touch(tx, item.id()))
        .compose(
            state ->
                events.append(
                    tx,
                    new ItemEvents.Changed(item.id(), item.version(), revision, state).by(actor)))
        .map(revision);
  }
}
