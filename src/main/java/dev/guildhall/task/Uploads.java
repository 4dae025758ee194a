package dev.guildhall.task;

import dev.guildhall.account.Role;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.id.DerivedIds;
import dev.guildhall.project.Project;
import dev.guildhall.project.ProjectId;
import dev.guildhall.project.ProjectState;
import dev.guildhall.project.Projects;
import dev.guildhall.queue.TaskQueue;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/** Loading tasks into projects. */
final class Uploads {

  // Less than a proxy in front waits, so that the client hears of it.
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Platform platform;
  private final Projects projects;
  private final TaskQueue queue;
  private final Duration patience;
  private final UploadSlots slots = new UploadSlots();
  private final UploadRepository repository = new UploadRepository();

  Uploads(Platform platform, Projects projects, TaskQueue queue) {
    this(platform, projects, queue, PATIENCE);
  }

  /**
   * @param patience how long a client may send nothing in the middle of its rows
   */
  Uploads(Platform platform, Projects projects, TaskQueue queue, Duration patience) {
    this.platform = platform;
    this.projects = projects;
    this.queue = queue;
    this.patience = patience;
  }

  /**
   * Loads the rows in the body of a paused request.
   *
   * @param key of the client; a repeat of the same bytes within the project answers with what the
   *     first one loaded
   * @return fails when the client falls silent, or when as many uploads are read as may be
   */
  Future<Upload> load(
      Principal who,
      ProjectId id,
      UploadFormat format,
      boolean partial,
      Optional<String> key,
      HttpServerRequest body) {
    UUID uploadId =
        key.map(text -> DerivedIds.of(id.value(), "upload " + text))
            .orElseGet(platform.ids()::next);
    return projects
        .visible(who, id, Role.EDITOR)
        .compose(
            project ->
                repository
                    .find(platform.database().client(), id, uploadId)
                    .compose(
                        stored ->
                            stored.isPresent()
                                ? repeated(project, stored.get(), body)
                                : started(
                                    new UploadWorkflow.Order(
                                        uploadId, open(project), format, partial, who.accountId()),
                                    body)));
  }

  private static Project open(Project project) {
    if (project.state() == ProjectState.COMPLETED) {
      throw Projects.wrongState(project.state(), "draft, live or paused");
    }
    return project;
  }

  private Future<Upload> repeated(Project project, Upload stored, HttpServerRequest source) {
    return reading(
        project,
        stored.id(),
        source,
        body -> {
          body.transferTo(OutputStream.nullOutputStream());
          return stored.asSentAgain(sha256(body));
        });
  }

  private Future<Upload> started(UploadWorkflow.Order order, HttpServerRequest source) {
    var workflow =
        new UploadWorkflow(platform.database(), platform.ids(), platform.events(), projects, order);
    return reading(
            order.project(),
            order.id(),
            source,
            body -> workflow.run(lines(order, body), () -> sha256(body)))
        .onSuccess(_ -> queue.changed(order.project().id().value()));
  }

  /** What is made of a body, on a thread of its own. */
  @FunctionalInterface
  private interface Reading {
    Upload read(DigestInputStream body) throws IOException, TimeoutException;
  }

  private Future<Upload> reading(
      Project project, UUID upload, HttpServerRequest source, Reading reading) {
    var slot = slots.take(project.organisationId());
    var body = new DigestInputStream(BodyStream.of(source, platform.vertx(), patience), digest());
    var done = new CompletableFuture<Upload>();
    Thread.ofVirtual()
        .name("upload-" + upload)
        .start(
            () -> {
              try {
                done.complete(read(slot, body, reading));
              } catch (SocketTimeoutException e) {
                done.completeExceptionally(
                    new Refusal.Invalid(ErrorCode.REQUEST_TIMEOUT, Map.of()));
              } catch (IOException e) {
                done.completeExceptionally(
                    new Refusal.Invalid(ErrorCode.MALFORMED_REQUEST, Map.of()));
              } catch (Throwable e) {
                done.completeExceptionally(e);
              }
            });
    return Future.fromCompletionStage(done, platform.vertx().getOrCreateContext());
  }

  private static Upload read(UploadSlots.Slot slot, DigestInputStream body, Reading reading)
      throws IOException, TimeoutException {
    try (slot;
        body) {
      return reading.read(body);
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** Of the whole body: rows are not read on after a fault, the rest of the bytes still counts. */
  private static String sha256(DigestInputStream body) throws IOException {
    body.transferTo(OutputStream.nullOutputStream());
    return HexFormat.of().formatHex(body.getMessageDigest().digest());
  }

  private static UploadLines lines(UploadWorkflow.Order order, InputStream body)
      throws IOException {
    var template = order.project().template();
    return switch (order.format()) {
      case NDJSON -> new NdjsonLines(body, template);
      case CSV -> new CsvLines(body, template);
    };
  }

  Future<List<Upload>> list(Principal who, ProjectId id) {
    return projects
        .visible(who, id, Role.VIEWER)
        .compose(_ -> repository.list(platform.database().client(), id));
  }
}
