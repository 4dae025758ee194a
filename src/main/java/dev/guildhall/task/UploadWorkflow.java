package dev.guildhall.task;

import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.FieldError;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.id.IdSource;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.project.Project;
import dev.guildhall.project.ProjectEvents;
import dev.guildhall.project.Projects;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one upload: reads and checks row after row, stages the good ones in batches, then makes
 * tasks of them in one transaction. A batch travels while the next one is read; no more than the
 * two are in memory.
 */
final class UploadWorkflow {

  static final int MAX_ROWS = 1_000_000;
  private static final Logger log = LoggerFactory.getLogger(UploadWorkflow.class);
  private static final int MAX_ERRORS = 100;
  private static final long BATCH_SECONDS = 30;
  private static final long LOAD_SECONDS = 20 * 60;

  private final Database database;
  private final IdSource ids;
  private final EventLog events;
  private final Projects projects;
  private final Order order;
  private final UUID staging;
  private final UploadRepository repository = new UploadRepository();

  private final List<FieldError> errors = new ArrayList<>();
  private StagingBatch batch = new StagingBatch();
  private StagingBatch sent = new StagingBatch();
  private Future<Void> travelling = Future.succeededFuture();
  private int lines;
  private int rejected;

  /**
   * What is to be loaded.
   *
   * @param id of the upload; a second one of the same id changes nothing
   * @param partial whether the good rows are loaded when others are bad
   */
  record Order(UUID id, Project project, UploadFormat format, boolean partial, UUID actor) {}

  /** The hash of a body, reading what is left of it. */
  @FunctionalInterface
  interface Digest {
    String hex() throws IOException;
  }

  UploadWorkflow(Database database, IdSource ids, EventLog events, Projects projects, Order order) {
    this.database = database;
    this.ids = ids;
    this.events = events;
    this.projects = projects;
    this.order = order;
    this.staging = ids.next();
  }

  /**
   * Reads to the end and loads.
   *
   * @param sha256 of the whole body, asked for at the end
   * @throws IOException when the client stops sending before the end; then nothing is kept
   */
  Upload run(UploadLines from, Digest sha256) throws IOException, TimeoutException {
    try {
      for (var line = from.next(); line != null; line = from.next()) {
        take(line);
        // Reading is work for the processor; whoever else waits for it gets a turn after each row.
        Thread.yield();
      }
      send();
      arrived();
      if (lines == 0) {
        throw new Refusal.Invalid(ErrorCode.UPLOAD_EMPTY, Map.of());
      }
      return loaded(sha256.hex());
    } finally {
      discard();
    }
  }

  private Upload loaded(String sha256) throws TimeoutException {
    boolean changesStatistics = lines > StagingBatch.MAX_ROWS;
    if (changesStatistics) {
      repository.analyzeStaged(database.client()).await(BATCH_SECONDS, TimeUnit.SECONDS);
    }
    var upload =
        database.inLongTransaction(tx -> load(tx, sha256)).await(LOAD_SECONDS, TimeUnit.SECONDS);
    if (changesStatistics) {
      repository
          .analyzeLoaded(database.client())
          .onFailure(e -> log.warn("the statistics of tasks stay old until a vacuum", e));
    }
    return upload;
  }

  private void take(UploadLine line) throws TimeoutException {
    if (++lines > MAX_ROWS) {
      throw new Refusal.Invalid(ErrorCode.UPLOAD_TOO_LARGE, Map.of("limit", MAX_ROWS));
    }
    switch (line) {
      case UploadLine.Bad bad -> {
        rejected++;
        bad.errors().stream()
            .limit(Math.max(0, MAX_ERRORS - errors.size()))
            .forEach(error -> errors.add(error.inLine(bad.line())));
      }
      // Staged though a line before was bad: beside the others it may turn out bad as well, and
      // whoever mends the file wants to hear of everything at once.
      case UploadLine.Row row -> batch.add(ids.next(), row);
    }
    if (batch.isFull()) {
      send();
    }
  }

  private void send() throws TimeoutException {
    arrived();
    if (!batch.isEmpty()) {
      travelling = repository.stage(database.client(), staging, batch);
      sent = batch;
      batch = new StagingBatch();
    }
  }

  private void arrived() throws TimeoutException {
    travelling.await(BATCH_SECONDS, TimeUnit.SECONDS);
  }

  /** How many characters of rows are in memory. */
  int held() {
    return batch.characters() + sent.characters();
  }

  private Future<Upload> load(SqlConnection tx, String sha256) {
    return repository
        .begin(tx, order.project().id())
        .compose(_ -> repository.find(tx, order.project().id(), order.id()))
        .compose(
            twin ->
                twin.map(loaded -> Future.succeededFuture(loaded.asSentAgain(sha256)))
                    .orElseGet(
                        () ->
                            repository
                                .takeOutBad(tx, staging, order.project().id())
                                .compose(found -> load(tx, sha256, found))));
  }

  private Future<Upload> load(SqlConnection tx, String sha256, UploadRepository.Found found) {
    var all =
        Stream.concat(errors.stream(), found.errors().stream())
            .sorted(Comparator.comparing(error -> error.line() == null ? 0 : error.line()))
            .limit(MAX_ERRORS)
            .toList();
    refuseBad(rejected + found.rejected(), all);
    return repository
        .load(
            tx,
            order.id(),
            staging,
            order.project(),
            order.format(),
            sha256,
            lines,
            all,
            order.actor())
        .compose(
            upload ->
                projects
                    .addTasks(tx, order.project().id(), upload.accepted(), upload.gold())
                    .compose(_ -> projects.get(tx, order.project().id()))
                    .compose(
                        now -> {
                          requireUnchanged(now);
                          return events.append(tx, loaded(upload).by(order.actor()));
                        })
                    .map(upload));
  }

  /**
   * The rows were read by the terms of a draft, which people may change while a long upload comes
   * in.
   */
  private void requireUnchanged(Project now) {
    var read = order.project();
    if (!now.template().equals(read.template())
        || now.overlap() != read.overlap()
        || !Objects.equals(now.overlapRule(), read.overlapRule())) {
      throw new Refusal.Conflict(ErrorCode.PRECONDITION_FAILED);
    }
  }

  private ProjectEvents loaded(Upload upload) {
    return new ProjectEvents.Loaded(
        order.project().id(), upload.id(), upload.accepted(), upload.gold());
  }

  /** Without one good line there is nothing to load, whatever was asked. */
  private void refuseBad(int bad, List<FieldError> told) {
    if (bad == lines) {
      throw new Refusal.Invalid(ErrorCode.UPLOAD_UNUSABLE, Map.of(), told);
    }
    if (bad > 0 && !order.partial()) {
      throw new Refusal.Invalid(
          ErrorCode.LINES_INVALID, Map.of("rejected", bad, "lines", lines), told);
    }
  }

  /** Leaves nothing behind; what a dead node leaves is swept later. */
  private void discard() {
    try {
      travelling.otherwiseEmpty().await(BATCH_SECONDS, TimeUnit.SECONDS);
      repository.discard(database.client(), staging).await(BATCH_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | RuntimeException e) {
      log.warn("rows of an upload stay staged until they are swept", e);
    }
  }
}
