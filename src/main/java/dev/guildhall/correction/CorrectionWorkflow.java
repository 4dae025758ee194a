package dev.guildhall.correction;

import dev.guildhall.account.Memberships;
import dev.guildhall.account.OrganisationId;
import dev.guildhall.account.Role;
import dev.guildhall.attempt.AttemptId;
import dev.guildhall.attempt.Attempts;
import dev.guildhall.attempt.Attempts.ItemChange;
import dev.guildhall.correction.CorrectionRepository.Correction;
import dev.guildhall.grading.Papers;
import dev.guildhall.item.Bank;
import dev.guildhall.item.ItemVersionRef;
import dev.guildhall.item.ServedItem;
import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.FieldError;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.id.IdSource;
import dev.guildhall.platform.job.JobQueue;
import dev.guildhall.platform.json.StrictJson;
import dev.guildhall.qualification.Qualifications;
import dev.guildhall.worker.Pseudonyms;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says what a correction comes to, and makes it. */
final class CorrectionWorkflow {

  private final CorrectionRepository repository;
  private final AttemptAppealRepository appeals;
  private final Memberships memberships;
  private final Qualifications qualifications;
  private final Bank bank;
  private final Attempts attempts;
  private final Papers papers;
  private final JobQueue jobs;
  private final EventLog events;
  private final IdSource ids;
  private final Secret secret;

  CorrectionWorkflow(
      CorrectionRepository repository,
      AttemptAppealRepository appeals,
      Memberships memberships,
      Qualifications qualifications,
      Bank bank,
      Attempts attempts,
      Papers papers,
      JobQueue jobs,
      EventLog events,
      IdSource ids,
      Secret secret) {
    this.repository = repository;
    this.appeals = appeals;
    this.memberships = memberships;
    this.qualifications = qualifications;
    this.bank = bank;
    this.attempts = attempts;
    this.papers = papers;
    this.jobs = jobs;
    this.events = events;
    this.ids = ids;
    this.secret = secret;
  }

  /**
   * A correction that may be made.
   *
   * @param body with the version that is meant
   */
  private record Sound(OrganisationId organisation, Change.Body body, Change change) {}

  /** What a correction would come to now; nothing is changed or locked. */
  Effect preview(SqlClient client, Principal who, Change.Body body) {
    return effect(client, sound(client, who, body, ""));
  }

  /**
   * What is asked.
   *
   * @param reason for those affected
   */
  record Order(Change.Body correction, String effectHash, String reason) {}

  /**
   * Puts the cause right, and leaves the attempts that it touched to {@link CorrectionJob}. Refused
   * when it would come to anything else than was previewed.
   */
  Correction make(SqlConnection tx, Principal who, Order order) {
    var sound = sound(tx, who, order.correction(), "/correction");
    lock(tx, sound.change());
    // Again, under the lock: another correction may just have been made.
    sound = sound(tx, who, order.correction(), "/correction");
    var effect = effect(tx, sound);
    if (!effect.effectHash().equals(order.effectHash())) {
      throw new Refusal.Conflict(ErrorCode.EFFECT_CHANGED, Map.of(), effect);
    }
    var id = new CorrectionId(ids.next());
    repository
        .insert(
            tx,
            id,
            sound.organisation(),
            StrictJson.toObject(sound.body()),
            StrictJson.toObject(effect),
            order.reason(),
            who.accountId())
        .await();
    var touched = putRight(tx, id, sound.change(), order.reason(), who.accountId());
    repository.insertAttempts(tx, id, touched).await();
    jobs.enqueue(tx, CorrectionJob.KIND, new CorrectionJob.Task(id)).await();
    events
        .append(
            tx,
            new CorrectionEvents.Made(id, sound.body().kind(), effect.attempts())
                .by(who.accountId()))
        .await();
    return repository.find(tx, id).await().orElseThrow();
  }

  private void lock(SqlConnection tx, Change change) {
    switch (change) {
      case Change.OfItem of -> repository.lockItem(tx, of.item().item()).await();
      case Change.OfReviewer of ->
          repository.lockReviewer(tx, of.account(), of.qualification()).await();
    }
  }

  /**
   * Changes what was wrong.
   *
   * @return the attempts that are to be decided anew, whatever their state
   */
  private List<AttemptId> putRight(
      SqlConnection tx, CorrectionId id, Change change, String reason, UUID actor) {
    return switch (change) {
      case Change.OfItem(ItemChange.OtherKey to) -> {
        concede(tx, to, Against.KEY, reason, actor);
        bank.correctKey(tx, to.item(), to.version(), to.key(), reason, actor).await();
        yield attempts.touched(tx, to.item(), to.version()).await();
      }
      case Change.OfItem(ItemChange.TakenOut out) -> {
        concede(tx, out, null, reason, actor);
        bank.retire(tx, out.item(), out.version(), actor).await();
        papers.takeOut(tx, out.item(), out.version()).await();
        yield attempts.takeOut(tx, out.item(), out.version()).await();
      }
      case Change.OfReviewer of -> {
        papers.setAside(tx, of.account(), of.qualification(), of.since(), id.value()).await();
        // They are decided anew when their papers have been graded by others.
        yield List.of();
      }
    };
  }

  /** Those who challenged what is corrected were right, and are answered with it. */
  private void concede(
      SqlConnection tx, ItemChange change, @Nullable Against against, String reason, UUID actor) {
    appeals
        .concede(tx, change.item(), change.version(), against, actor, reason)
        .await()
        .forEach(
            one ->
                events
                    .append(
                        tx,
                        new CorrectionEvents.AppealDecided(
                                one.attempt(),
                                one.item(),
                                one.id(),
                                one.worker(),
                                AppealState.OVERTURNED)
                            .by(actor))
                    .await());
  }

  /** The correction as it is meant; refused to who may not, and where it is wrong. */
  private Sound sound(SqlClient client, Principal who, Change.Body body, String at) {
    if (body.isOfReviewer()) {
      var change = body.ofReviewer(at);
      var qualification =
          qualifications.visible(client, who, change.qualification(), Role.EDITOR).await();
      return new Sound(qualification.organisationId(), body, change);
    }
    var item = repository.item(client, body.item(at)).await().orElseThrow(CorrectionWorkflow::none);
    memberships
        .require(client, who, item.organisation(), Role.EDITOR)
        .recover(
            refused ->
                refused instanceof Refusal.NotFound
                    ? Future.failedFuture(none())
                    : Future.failedFuture(refused))
        .await();
    int version = Objects.requireNonNullElse(body.version(), item.newest());
    var change = body.ofItem(at, version);
    if (change instanceof ItemChange.OtherKey other) {
      requireSound(client, other, at);
    } else {
      served(client, change);
    }
    return new Sound(item.organisation(), body.of(version), new Change.OfItem(change));
  }

  private static Refusal none() {
    return new Refusal.NotFound("item");
  }

  private ServedItem served(SqlClient client, ItemChange change) {
    return bank
        .served(client, List.of(new ItemVersionRef(change.item(), change.version())))
        .await()
        .stream()
        .findFirst()
        .orElseThrow(CorrectionWorkflow::none);
  }

  private void requireSound(SqlClient client, ItemChange.OtherKey other, String at) {
    var item = served(client, other);
    if (other.key().equals(item.key())) {
      throw Refusal.Invalid.field(at + "/key", "unchanged", "This key holds already.");
    }
    var faults = bank.keyFaults(client, item, other.key()).await();
    if (!faults.isEmpty()) {
      throw new Refusal.Invalid(
          ErrorCode.INVALID,
          faults.stream()
              .map(one -> new FieldError(at + one.pointer(), one.code(), one.detail()))
              .toList());
    }
    // What was graded by one rubric says nothing by another.
    @Nullable JsonObject rubric = item.key().getJsonObject("rubric");
    if (!Objects.equals(rubric, other.key().getJsonObject("rubric"))) {
      throw Refusal.Invalid.field(
          at + "/key/rubric",
          "not_possible",
          "People have graded by the rubric as it stands; give the item a new version for another one.");
    }
  }

  private Effect effect(SqlClient client, Sound sound) {
    var basis = new JsonObject().put("correction", StrictJson.toObject(sound.body()));
    return switch (sound.change()) {
      case Change.OfItem of ->
          Effect.of(
              basis.put("revision", served(client, of.item()).keyRevision()),
              attempts.foresee(client, of.item()).await(),
              attempt -> Pseudonyms.of(secret, of.item().item().value()).of(attempt.value()));
      case Change.OfReviewer of ->
          Effect.of(
              basis,
              papers.wouldSetAside(client, of.account(), of.qualification(), of.since()).await());
    };
  }
}
