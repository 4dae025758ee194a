package dev.guildhall.platform.http;

import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.SqlConnection;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers already given. The key, the hash of the request and the answer are written in the
 * transaction of the effect, so there is no moment in which one exists without the other. Refusals
 * are not kept: a mended request may use the same key.
 */
final class Idempotency {

  private static final String REPLAY_HEADER = "Idempotent-Replay";

  private final Database database;
  private final IdempotencyRepository repository = new IdempotencyRepository();

  Idempotency(Database database) {
    this.database = database;
  }

  /** Runs {@code effect} once per key; without a key, simply runs it in a transaction. */
  Future<Response> run(Request request, Function<SqlConnection, Future<Response>> effect) {
    var key = request.header("Idempotency-Key");
    if (key.isEmpty()) {
      return database.inTransaction(effect);
    }
    var call =
        new IdempotentCall(
            request.principal().accountId(), request.operation().id(), key.get(), hash(request));
    return database
        .inTransaction(tx -> once(tx, call, effect))
        .recover(
            failure ->
                Future.failedFuture(
                    isLockTimeout(failure)
                        ? new Refusal.Conflict(ErrorCode.IDEMPOTENCY_KEY_BUSY)
                        : failure));
  }

  private Future<Response> once(
      SqlConnection tx, IdempotentCall call, Function<SqlConnection, Future<Response>> effect) {
    // Waits here while a twin is under way: its commit makes us replay, its rollback lets us run.
    return repository
        .reserve(tx, call)
        .compose(
            isFirst ->
                isFirst
                    ? effect.apply(tx).compose(response -> keep(tx, call, response))
                    : repository.find(tx, call).map(given -> replayed(call, given)));
  }

  private Future<Response> keep(SqlConnection tx, IdempotentCall call, Response response) {
    return repository.keep(tx, call, response).map(response);
  }

  private static Response replayed(IdempotentCall call, GivenAnswer given) {
    if (!Arrays.equals(call.requestHash(), given.requestHash())) {
      throw new Refusal.Invalid(ErrorCode.IDEMPOTENCY_KEY_REUSED, Map.of());
    }
    return new Response(
            given.status(), given.body(), "application/json", given.etag(), given.headers(), null)
        .with(REPLAY_HEADER, "true");
  }

  private static boolean isLockTimeout(Throwable failure) {
    return failure instanceof PgException e && "55P03".equals(e.getSqlState());
  }

  private static byte[] hash(Request request) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(request.stream().uri().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      sha256.update((byte) 0);
      String canonical =
          request.hasBody()
              ? dev.guildhall.platform.json.StrictJson.canonical(request.body())
              : request.rawBody().toString();
      return sha256.digest(canonical.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** What identifies a call, and what it asked. */
  record IdempotentCall(
      java.util.UUID principal, String operation, String key, byte[] requestHash) {}

  /** The answer that was given to a call. */
  record GivenAnswer(
      byte[] requestHash,
      int status,
      Buffer body,
      @Nullable String etag,
      List<Map.Entry<String, String>> headers) {}
}
