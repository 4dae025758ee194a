package dev.guildhall.account;

import io.vertx.core.buffer.Buffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * The token that a device trades for fresh ones: the id of its session, 256 bits, and a mark of
 * ours, in base64url.
 *
 * <p>The first of a session is random. Each next one is an HMAC of the one before under the
 * server's secret: nobody else can compute it, and repeating a trade whose answer was lost, or made
 * by two tabs at once, gives the same token instead of a second branch of which one would have to
 * be taken for stolen.
 *
 * <p>The mark is an HMAC too. It tells a token that was given out and used up, which means that
 * somebody has a copy, from a guess of somebody who knows the id of the session only.
 */
record RefreshToken(SessionId session, Buffer secret, Buffer mark) {

  private static final int SECRET_BYTES = 32;
  private static final int MARK_BYTES = 16;
  private static final int BYTES = 16 + SECRET_BYTES + MARK_BYTES;
  private static final int TEXT_LENGTH = (BYTES * 8 + 5) / 6;

  static RefreshToken first(SessionId session, byte[] key) {
    return marked(session, RandomText.bytes(SECRET_BYTES), key);
  }

  RefreshToken next(byte[] key) {
    return marked(session, Hashes.hmac(key, bytes("next")), key);
  }

  private static RefreshToken marked(SessionId session, byte[] secret, byte[] key) {
    var plain = new RefreshToken(session, Buffer.buffer(secret), Buffer.buffer());
    return new RefreshToken(session, plain.secret(), plain.markOf(key));
  }

  /** Whether the server of that key once gave this token out. */
  boolean isOurs(byte[] key) {
    return Hashes.same(mark, markOf(key));
  }

  private Buffer markOf(byte[] key) {
    return Buffer.buffer(Hashes.hmac(key, bytes("mark"))).getBuffer(0, MARK_BYTES);
  }

  /** Empty for what has not the form of a token. */
  static Optional<RefreshToken> parse(String text) {
    if (text.length() != TEXT_LENGTH) {
      return Optional.empty();
    }
    try {
      var bytes = Buffer.buffer(Base64.getUrlDecoder().decode(text));
      var session = new SessionId(new UUID(bytes.getLong(0), bytes.getLong(8)));
      return Optional.of(
          new RefreshToken(
              session,
              bytes.getBuffer(16, 16 + SECRET_BYTES),
              bytes.getBuffer(16 + SECRET_BYTES, BYTES)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  String text() {
    return RandomText.base64Url(whole());
  }

  /** What is stored of it. */
  Buffer hash() {
    return Hashes.sha256(whole());
  }

  private byte[] whole() {
    return Buffer.buffer(bytes("")).appendBuffer(mark).getBytes();
  }

  /** What a hash of one purpose is taken of, so that one of them tells nothing of another. */
  private byte[] bytes(String purpose) {
    return Buffer.buffer(purpose)
        .appendLong(session.value().getMostSignificantBits())
        .appendLong(session.value().getLeastSignificantBits())
        .appendBuffer(secret)
        .getBytes();
  }

  @Override
  public String toString() {
    return "RefreshToken[" + session + "]";
  }
}
