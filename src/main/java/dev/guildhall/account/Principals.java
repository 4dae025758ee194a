package dev.guildhall.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.guildhall.account.PrincipalRepository.OfKey;
import dev.guildhall.account.PrincipalRepository.OfSession;
import dev.guildhall.account.PrincipalRepository.Seat;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What sessions and API keys may do, read from the database and kept for {@link #KEPT}: on every
 * node a session that has ended, a role that was taken away, a key that was revoked holds no longer
 * than that. The node that made the change forgets at once.
 *
 * <p>Access words: {@code account} (a signed-in person), {@code verified} (whose address is
 * confirmed), {@code worker}, {@code requester}, {@code reviewer}, {@code vendor}, {@code
 * operator}.
 */
final class Principals {

  private static final Logger log = LoggerFactory.getLogger(Principals.class);
  // The promise is five seconds; reading takes its share of them.
  private static final Duration KEPT = Duration.ofSeconds(4);
  private static final int MAX_KEPT = 100_000;

  private final Database database;
  private final PrincipalRepository repository;
  private final List<PrincipalSource> sources;
  private final Cache<SessionId, Principal> bySession;
  private final Cache<Buffer, Principal> byKey;

  Principals(
      Database database,
      PrincipalRepository repository,
      List<PrincipalSource> sources,
      Ticker ticker) {
    this.database = database;
    this.repository = repository;
    this.sources = List.copyOf(sources);
    this.bySession = cache(ticker);
    this.byKey = cache(ticker);
  }

  private static <K> Cache<K, Principal> cache(Ticker ticker) {
    return Caffeine.newBuilder()
        .ticker(ticker)
        .expireAfterWrite(KEPT)
        .maximumSize(MAX_KEPT)
        .build();
  }

  /** The person behind a session; fails with {@code SESSION_ENDED} when it has. */
  Future<Principal> ofSession(AccountId account, SessionId session) {
    var known = bySession.getIfPresent(session);
    if (known != null && known.accountId().equals(account.value())) {
      return Future.succeededFuture(known);
    }
    return repository
        .ofSession(database.client(), account, session)
        .compose(
            found ->
                found.filter(OfSession::isLive).isEmpty()
                    ? Future.failedFuture(new Refusal.Unauthenticated(ErrorCode.SESSION_ENDED))
                    : person(account, session, found.get()))
        .onSuccess(principal -> bySession.put(session, principal));
  }

  private Future<Principal> person(AccountId account, SessionId session, OfSession found) {
    var attributes = Future.succeededFuture(new HashMap<>(Map.of("session", session.value())));
    for (PrincipalSource source : sources) {
      attributes = attributes.compose(known -> with(known, source, account));
    }
    return attributes.map(
        known -> new Principal(account.value(), access(found, known), Set.of(), Map.copyOf(known)));
  }

  private Future<HashMap<String, UUID>> with(
      HashMap<String, UUID> known, PrincipalSource source, AccountId account) {
    return source
        .attributes(database.client(), account)
        .map(
            more -> {
              known.putAll(more);
              return known;
            });
  }

  private static Set<String> access(OfSession found, Map<String, UUID> attributes) {
    var access = new HashSet<>(Set.of("account"));
    if (found.isVerified()) {
      access.add("verified");
    }
    if (attributes.containsKey("worker")) {
      access.add("worker");
    }
    found.seats().forEach(seat -> access.addAll(access(seat)));
    return Set.copyOf(access);
  }

  private static Set<String> access(Seat seat) {
    var access = new HashSet<String>();
    switch (seat.kind()) {
      case REQUESTER -> access.add("requester");
      case VENDOR -> access.add("vendor");
      case PLATFORM -> {
        if (seat.role().isAtLeast(Role.EDITOR)) {
          access.add("operator");
        }
      }
    }
    if (seat.kind() != OrganisationKind.VENDOR && seat.role().isAtLeast(Role.REVIEWER)) {
      access.add("reviewer");
    }
    return access;
  }

  /**
   * The organisation's key behind a secret; fails with {@code TOKEN_INVALID} when it is none, or no
   * longer.
   */
  Future<Principal> ofKey(String secret) {
    var hash = Hashes.sha256(secret);
    var known = byKey.getIfPresent(hash);
    if (known != null) {
      return Future.succeededFuture(known);
    }
    return repository
        .ofKey(database.client(), hash)
        .compose(
            found ->
                found.isEmpty()
                    ? Future.failedFuture(new Refusal.Unauthenticated(ErrorCode.TOKEN_INVALID))
                    : Future.succeededFuture(found.get()))
        .onSuccess(this::touch)
        .map(Principals::program)
        .onSuccess(principal -> byKey.put(hash, principal));
  }

  private void touch(OfKey key) {
    if (key.isStale()) {
      repository
          .touchKey(database.client(), key.id())
          .onFailure(failure -> log.warn("the last use of {} was not recorded", key.id(), failure));
    }
  }

  private static Principal program(OfKey key) {
    String access =
        switch (key.kind()) {
          case REQUESTER -> "requester";
          case VENDOR -> "vendor";
          case PLATFORM -> "operator";
        };
    return new Principal(
        key.createdBy().value(),
        Set.of(access),
        key.scopes(),
        Map.of("organisation", key.organisation().value(), "api_key", key.id().value()));
  }

  /** Reads the account's sessions anew at their next request on this node. */
  void forget(AccountId account) {
    bySession.asMap().values().removeIf(principal -> principal.accountId().equals(account.value()));
  }

  void forget(SessionId session) {
    bySession.invalidate(session);
  }

  void forgetKeys() {
    byKey.invalidateAll();
  }
}
