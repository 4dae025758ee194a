package dev.guildhall.account;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.guildhall.account.SigningKeyRepository.Stored;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlConnection;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Ed25519 keys that sign access tokens. A key signs for 30 days and verifies until the last
 * token it signed has ended. Its successor is made a day before, so that whoever reads the key set
 * knows it before it is used: the oldest key that may sign does. All of it is decided in PostgreSQL
 * under a lock, so nodes agree; a node keeps what it read for a minute, and reads again at once,
 * though not more than once in two seconds, when a token names a key it does not know.
 */
final class SigningKeys {

  private static final Duration SIGNS = Duration.ofDays(30);
  private static final Duration MARGIN = Duration.ofMinutes(5);
  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final Duration MISSES = Duration.ofSeconds(2);
  private static final String ALGORITHM = "Ed25519";
  private static final int KID_BYTES = 12;

  private final Database database;
  private final SigningKeyRepository repository;
  private final Seal seal;
  private final Duration tokenLife;
  private final Ticker ticker;
  private volatile @Nullable Loaded loaded;

  SigningKeys(
      Database database,
      SigningKeyRepository repository,
      Seal seal,
      Duration tokenLife,
      Ticker ticker) {
    this.database = database;
    this.repository = repository;
    this.seal = seal;
    this.tokenLife = tokenLife;
    this.ticker = ticker;
  }

  /** The half that everybody may know. */
  record VerifyingKey(String kid, PublicKey key) {}

  /** The half that signs. */
  record SigningKey(String kid, PrivateKey key) {}

  private record Loaded(List<VerifyingKey> verifying, SigningKey signing, long readAtNanos) {}

  /** The key to sign with now. */
  Future<SigningKey> signing() {
    return fresh().map(Loaded::signing);
  }

  /** Every key that still verifies, oldest first. */
  Future<List<VerifyingKey>> verifying() {
    return fresh().map(Loaded::verifying);
  }

  Future<Optional<PublicKey>> verifying(String kid) {
    return fresh()
        .compose(
            known -> {
              var key = find(known, kid);
              return key.isPresent() || isYoungerThan(known, MISSES)
                  ? Future.succeededFuture(key)
                  : read().map(again -> find(again, kid));
            });
  }

  private static Optional<PublicKey> find(Loaded known, String kid) {
    return known.verifying().stream()
        .filter(key -> key.kid().equals(kid))
        .map(VerifyingKey::key)
        .findFirst();
  }

  private Future<Loaded> fresh() {
    var known = loaded;
    return known != null && isYoungerThan(known, FRESH) ? Future.succeededFuture(known) : read();
  }

  private boolean isYoungerThan(Loaded known, Duration age) {
    return ticker.read() - known.readAtNanos() < age.toNanos();
  }

  private Future<Loaded> read() {
    long now = ticker.read();
    return repository
        .live(database.client())
        .compose(
            keys ->
                keys.stream().anyMatch(this::isLasting)
                    ? Future.succeededFuture(keys)
                    : database.inTransaction(this::withSuccessor))
        .map(
            keys -> {
              var known = new Loaded(verifyingKeys(keys), signingKey(keys), now);
              loaded = known;
              return known;
            });
  }

  private Future<List<Stored>> withSuccessor(SqlConnection tx) {
    return repository
        .lock(tx)
        .compose(_ -> repository.live(tx))
        .compose(
            keys ->
                keys.stream().anyMatch(this::isLasting)
                    ? Future.succeededFuture(keys)
                    : insertNew(tx).compose(_ -> repository.live(tx)));
  }

  /** A key sealed under a secret that was changed since counts for verifying only. */
  private boolean isLasting(Stored key) {
    return key.lasts() && opened(key).isPresent();
  }

  private Future<Void> insertNew(SqlConnection tx) {
    String kid = RandomText.base64Url(RandomText.bytes(KID_BYTES));
    KeyPair pair = generated();
    return repository.insert(
        tx,
        kid,
        Buffer.buffer(pair.getPublic().getEncoded()),
        seal.close(kid, pair.getPrivate().getEncoded()),
        SIGNS,
        SIGNS.plus(tokenLife).plus(MARGIN));
  }

  private static KeyPair generated() {
    try {
      return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has " + ALGORITHM, e);
    }
  }

  private SigningKey signingKey(List<Stored> keys) {
    return keys.stream()
        .filter(Stored::signs)
        .flatMap(key -> opened(key).stream())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no key signs, though one was just made"));
  }

  private Optional<SigningKey> opened(Stored key) {
    return seal.open(key.kid(), key.privateSealed())
        .map(encoded -> new SigningKey(key.kid(), privateKey(encoded)));
  }

  private static PrivateKey privateKey(byte[] encoded) {
    try {
      return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a stored signing key is damaged", e);
    }
  }

  private static List<VerifyingKey> verifyingKeys(List<Stored> keys) {
    var verifying = new ArrayList<VerifyingKey>();
    try {
      var factory = KeyFactory.getInstance(ALGORITHM);
      for (Stored key : keys) {
        verifying.add(
            new VerifyingKey(
                key.kid(),
                factory.generatePublic(new X509EncodedKeySpec(key.publicKey().getBytes()))));
      }
      return List.copyOf(verifying);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a stored signing key is damaged", e);
    }
  }
}
