package dev.guildhall.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.json.MalformedJson;
import dev.guildhall.platform.json.StrictJson;
import io.jsonwebtoken.ExpiredJwtException;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.Jwts;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Access tokens: JSON Web Tokens of the profile RFC 9068, signed with Ed25519 (RFC 8037), valid for
 * minutes. They say who and which session, never what is allowed.
 *
 * <p>One algorithm, one type, one form: what RFC 8725 warns of is refused before or after the
 * signature is checked. That is any other {@code alg} or {@code typ}, every header but {@code alg
 * kid typ} (so no {@code zip}, {@code jku}, {@code crit}), a claim that is missing or of another
 * type, a life beyond the configured one, base64url with spare bits set, more than {@value
 * #MAX_LENGTH} characters.
 */
final class AccessTokens {

  private static final int MAX_LENGTH = 4_096;
  private static final String TYPE = "at+jwt";
  private static final Duration MAX_AHEAD = Duration.ofSeconds(60);
  private static final Set<String> HEADERS = Set.of("alg", "kid", "typ");
  // A signature of 64 bytes is 86 characters, of which the last carries two bits: four of the 64
  // are canonical.
  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{85}[AQgw]");
  private static final Pattern KID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private final SigningKeys keys;
  private final String issuer;
  private final Duration life;
  private final InstantSource time;
  private final Cache<Buffer, Verified> verified =
      Caffeine.newBuilder().maximumSize(50_000).build();

  AccessTokens(SigningKeys keys, AccountConfig config, InstantSource time) {
    this.keys = keys;
    this.issuer = config.issuer();
    this.life = Duration.ofSeconds(config.accessTokenSeconds());
    this.time = time;
  }

  /** What a token of ours says. */
  record Verified(AccountId account, SessionId session, Instant expiresAt) {}

  Duration life() {
    return life;
  }

  /** A new token for a session. */
  Future<String> issue(AccountId account, SessionId session) {
    return keys.signing().map(key -> signed(key, account, session, time.instant()));
  }

  private String signed(
      SigningKeys.SigningKey key, AccountId account, SessionId session, Instant now) {
    return Jwts.builder()
        .header()
        .type(TYPE)
        .keyId(key.kid())
        .and()
        .issuer(issuer)
        .audience()
        .add(issuer)
        .and()
        .subject(account.toString())
        .claim("sid", session.toString())
        .id(RandomText.base64Url(RandomText.bytes(16)))
        .issuedAt(Date.from(now))
        .expiration(Date.from(now.plus(life)))
        .signWith(key.key(), Jwts.SIG.EdDSA)
        .compact();
  }

  /**
   * What the token says; fails with {@link Refusal.Unauthenticated} for any that is not ours, or
   * has ended.
   */
  Future<Verified> verify(String token) {
    if (token.length() > MAX_LENGTH) {
      return invalid();
    }
    var hash = Hashes.sha256(token);
    var known = verified.getIfPresent(hash);
    if (known != null) {
      return unexpired(hash, known);
    }
    if (!FORM.matcher(token).matches()) {
      return invalid();
    }
    try {
      return keys.verifying(kid(token))
          .compose(
              key -> key.isEmpty() ? invalid() : Future.succeededFuture(parsed(token, key.get())))
          .onSuccess(fresh -> verified.put(hash, fresh));
    } catch (Refusal refusal) {
      return Future.failedFuture(refusal);
    }
  }

  private Future<Verified> unexpired(Buffer hash, Verified known) {
    if (time.instant().isBefore(known.expiresAt())) {
      return Future.succeededFuture(known);
    }
    verified.invalidate(hash);
    return Future.failedFuture(new Refusal.Unauthenticated(ErrorCode.TOKEN_EXPIRED));
  }

  /** The key id that the header names, once the header is nothing but what we write. */
  private static String kid(String token) {
    Map<?, ?> header = json(token.substring(0, token.indexOf('.')));
    if (!header.keySet().equals(HEADERS)
        || !"EdDSA".equals(header.get("alg"))
        || !TYPE.equals(header.get("typ"))
        || !(header.get("kid") instanceof String kid)
        || !KID.matcher(kid).matches()) {
      throw new Refusal.Unauthenticated(ErrorCode.TOKEN_INVALID);
    }
    return kid;
  }

  private Verified parsed(String token, PublicKey key) {
    try {
      var claims = claims(json(token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'))));
      Jwts.parser()
          .verifyWith(key)
          .sig()
          .clear()
          .add(Jwts.SIG.EdDSA)
          .and()
          .zip()
          .clear()
          .and()
          .requireIssuer(issuer)
          .requireAudience(issuer)
          .clock(() -> Date.from(time.instant()))
          .build()
          .parseSignedClaims(token);
      // The library takes a token for good in the very moment of its end; the cache does not.
      if (!time.instant().isBefore(claims.expiresAt())) {
        throw new Refusal.Unauthenticated(ErrorCode.TOKEN_EXPIRED);
      }
      return claims;
    } catch (ExpiredJwtException e) {
      throw new Refusal.Unauthenticated(ErrorCode.TOKEN_EXPIRED);
    } catch (JwtException | IllegalArgumentException e) {
      throw new Refusal.Unauthenticated(ErrorCode.TOKEN_INVALID);
    }
  }

  /**
   * The claims by their exact types: the library takes numbers in strings, and does without most of
   * them.
   */
  private Verified claims(Map<?, ?> claims) {
    if (!(claims.get("exp") instanceof Long exp)
        || !(claims.get("iat") instanceof Long iat)
        || !(claims.get("sub") instanceof String subject)
        || !(claims.get("sid") instanceof String session)
        || !(claims.get("jti") instanceof String jti)
        || jti.isEmpty()
        || !issuer.equals(claims.get("iss"))
        || !List.of(issuer).equals(claims.get("aud"))) {
      throw new IllegalArgumentException("a claim is missing or of another type");
    }
    Instant now = time.instant();
    if (iat < 0
        || exp - iat > life.toSeconds()
        || exp <= iat
        || iat > now.plus(MAX_AHEAD).getEpochSecond()) {
      throw new IllegalArgumentException("the token lives too long or comes from the future");
    }
    return new Verified(
        AccountId.parse(subject), SessionId.parse(session), Instant.ofEpochSecond(exp));
  }

  private static Map<?, ?> json(String part) {
    try {
      var tree = StrictJson.parse(Buffer.buffer(Base64.getUrlDecoder().decode(part)));
      if (tree instanceof Map<?, ?> map) {
        return map;
      }
    } catch (MalformedJson | IllegalArgumentException e) {
      // Told like everything that is not a token of ours.
    }
    throw new Refusal.Unauthenticated(ErrorCode.TOKEN_INVALID);
  }

  private static <T> Future<T> invalid() {
    return Future.failedFuture(new Refusal.Unauthenticated(ErrorCode.TOKEN_INVALID));
  }
}
