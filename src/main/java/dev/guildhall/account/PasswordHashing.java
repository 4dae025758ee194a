package dev.guildhall.account;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.error.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Argon2id on threads of its own, so that a flood of sign-ins takes neither the event loops nor
 * unbounded memory: at most {@code argon2Threads} hashes at a time, {@code argon2Queue} more
 * waiting, the rest refused.
 *
 * <p>A password is what its NFC form in UTF-8 is; nothing is trimmed or cut.
 */
final class PasswordHashing implements AutoCloseable {

  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;

  private final Vertx vertx;
  private final Argon2Function function;
  private final ThreadPoolExecutor threads;
  private final Future<String> decoy;

  PasswordHashing(Vertx vertx, AccountConfig config) {
    this.vertx = vertx;
    this.function =
        Argon2Function.getInstance(
            config.argon2MemoryKib(), config.argon2Iterations(), 1, HASH_BYTES, Argon2.ID);
    this.threads =
        new ThreadPoolExecutor(
            config.argon2Threads(),
            config.argon2Threads(),
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(config.argon2Queue()),
            Thread.ofPlatform().daemon().name("argon2-", 0).factory());
    this.threads.allowCoreThreadTimeOut(true);
    this.decoy = hash(new Secret(RandomText.token()));
  }

  /** The hash to store, with its salt and costs in the PHC string format. */
  Future<String> hash(Secret password) {
    return run(() -> function.hash(bytes(password), RandomText.bytes(SALT_BYTES)).getResult());
  }

  /**
   * Whether {@code password} is the one behind {@code stored}, by the costs that stand in {@code
   * stored}.
   */
  Future<Boolean> matches(Secret password, String stored) {
    return run(
        () ->
            Argon2Function.getInstanceFromHash(stored)
                .check(bytes(password), stored.getBytes(StandardCharsets.US_ASCII)));
  }

  /** Takes as long as {@link #matches} and is never true: for an address that nobody has. */
  Future<Boolean> matchesNothing(Secret password) {
    return decoy.compose(stored -> matches(password, stored)).map(false);
  }

  /** Whether {@code stored} was made with other costs than are configured now. */
  boolean isOutdated(String stored) {
    return !Argon2Function.getInstanceFromHash(stored).equals(function);
  }

  private static byte[] bytes(Secret password) {
    return Normalizer.normalize(password.reveal(), Normalizer.Form.NFC)
        .getBytes(StandardCharsets.UTF_8);
  }

  private <T> Future<T> run(Supplier<T> work) {
    try {
      return Future.fromCompletionStage(
          CompletableFuture.supplyAsync(work, threads), vertx.getOrCreateContext());
    } catch (RejectedExecutionException e) {
      return Future.failedFuture(new Refusal.RateLimited(RETRY));
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
