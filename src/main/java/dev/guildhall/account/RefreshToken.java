package dev.guildhall.account;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * The token that a device trades for fresh ones: the id of its session and 256 bits, in base64url.
 *
 * <p>The first of a session is random. Each next one is an HMAC of the one before under the
 * server's secret: nobody else can compute it, and repeating a trade whose answer was lost, or made
 * by two tabs at once, gives the same token instead of a second branch of which one would have to
 * be taken for stolen.
 */
record RefreshToken(SessionId session, Buffer secret) {

  private static final int SECRET_BYTES = 32;
  private static final int BYTES = 16 + SECRET_BYTES;
  // A month of trades every ten minutes; so many HMACs take a few milliseconds.
  private static final int MAX_TRADES = 4_500;

  static RefreshToken first(SessionId session) {
    return new RefreshToken(session, Buffer.buffer(RandomText.bytes(SECRET_BYTES)));
  }

  RefreshToken next(byte[] key) {
    return new RefreshToken(session, Buffer.buffer(Hashes.hmac(key, bytes())));
  }

  /**
   * Whether trades lead from this token to the one with {@code hash}, which tells a token that was
   * used up from one that was made up.
   */
  boolean wasBefore(Buffer hash, byte[] key) {
    var later = this;
    for (int trades = 0; trades < MAX_TRADES; trades++) {
      later = later.next(key);
      if (Hashes.same(later.hash(), hash)) {
        return true;
      }
    }
    return false;
  }

  /** Empty for what has not the form of a token. */
  static Optional<RefreshToken> parse(String text) {
    if (text.length() != BYTES * 4 / 3) {
      return Optional.empty();
    }
    try {
      var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      var session = new SessionId(new UUID(bytes.getLong(), bytes.getLong()));
      var secret = new byte[SECRET_BYTES];
      bytes.get(secret);
      return Optional.of(new RefreshToken(session, Buffer.buffer(secret)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  String text() {
    return RandomText.base64Url(bytes());
  }

  /** What is stored of it. */
  Buffer hash() {
    return Hashes.sha256(bytes());
  }

  private byte[] bytes() {
    return ByteBuffer.allocate(BYTES)
        .putLong(session.value().getMostSignificantBits())
        .putLong(session.value().getLeastSignificantBits())
        .put(secret.getBytes())
        .array();
  }

  @Override
  public String toString() {
    return "RefreshToken[" + session + "]";
  }
}
