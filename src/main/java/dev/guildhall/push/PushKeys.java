package dev.guildhall.push;

import com.interaso.webpush.VapidKeys;
import dev.guildhall.account.Seal;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.push.PushKeyRepository.Stored;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlConnection;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The key by which push services know this installation: made once, the same for all nodes. Devices
 * have subscribed under it, so another one would lose them all; one that the server's secret no
 * longer opens is replaced, for nothing can be sent under it.
 */
final class PushKeys {

  private static final String NAME = "push";

  private final Database database;
  private final PushKeyRepository repository;
  private final Seal seal;
  private volatile @Nullable VapidKeys known;

  PushKeys(Database database, PushKeyRepository repository, Seal seal) {
    this.database = database;
    this.repository = repository;
    this.seal = seal;
  }

  Future<VapidKeys> get() {
    var now = known;
    return now != null
        ? Future.succeededFuture(now)
        : database.inTransaction(this::readOrMake).onSuccess(keys -> known = keys);
  }

  private Future<VapidKeys> readOrMake(SqlConnection tx) {
    return repository
        .lock(tx)
        .compose(_ -> repository.find(tx))
        .compose(
            stored -> {
              var opened = stored.flatMap(this::opened);
              return opened.isPresent() ? Future.succeededFuture(opened.get()) : make(tx);
            });
  }

  private Future<VapidKeys> make(SqlConnection tx) {
    var made = VapidKeys.generate();
    return repository
        .replace(
            tx,
            new Stored(
                Buffer.buffer(made.getPublicKey().getEncoded()),
                seal.close(NAME, made.getPrivateKey().getEncoded())))
        .map(made);
  }

  private Optional<VapidKeys> opened(Stored stored) {
    return seal.open(NAME, stored.privateSealed()).map(key -> keys(stored, key));
  }

  private static VapidKeys keys(Stored stored, byte[] privateKey) {
    try {
      var factory = KeyFactory.getInstance("EC");
      return new VapidKeys(
          (ECPublicKey)
              factory.generatePublic(new X509EncodedKeySpec(stored.publicKey().getBytes())),
          (ECPrivateKey) factory.generatePrivate(new PKCS8EncodedKeySpec(privateKey)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the stored push key is damaged", e);
    }
  }
}
