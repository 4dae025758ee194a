package dev.guildhall.platform.http;

import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Contract.Operation;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lets a request in: same origin, known caller, the operation's access and scope, the rate limit.
 */
final class Gate {

  private static final String BEARER = "Bearer ";
  private static final int MAX_TOKEN = 4_096;
  private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  private final Authenticator authenticator;
  private final RateLimits limits;

  Gate(Authenticator authenticator, RateLimits limits) {
    this.authenticator = authenticator;
    this.limits = limits;
  }

  void requireLimit(Operation operation) {
    if (!limits.knows(operation.limit())) {
      throw new IllegalStateException(
          operation.id() + " names the limit " + operation.limit() + ", which is not configured");
    }
  }

  /** The principal, or empty for a public operation. */
  Future<Optional<Principal>> admit(Exchange exchange, Operation operation) {
    try {
      requireSameOrigin(exchange);
      if (operation.isPublic()) {
        exchange.admitted(limits.take(operation.limit(), exchange.caller()), null);
        return Future.succeededFuture(Optional.empty());
      }
      return authenticator
          .authenticate(bearerToken(exchange))
          .map(principal -> Optional.of(admitted(exchange, operation, principal)));
    } catch (Refusal refusal) {
      return Future.failedFuture(refusal);
    }
  }

  private Principal admitted(Exchange exchange, Operation operation, Principal principal) {
    exchange.admitted(limits.take(operation.limit(), principal.accountId().toString()), principal);
    if (operation.access().stream().noneMatch(principal::is)) {
      throw new Refusal.Forbidden(
          ErrorCode.ROLE_MISSING,
          Map.of("roles", String.join(", ", operation.access().stream().sorted().toList())));
    }
    if (principal.isApiKey()
        && (operation.scope() == null || !principal.scopes().contains(operation.scope()))) {
      throw new Refusal.Forbidden(
          ErrorCode.SCOPE_MISSING, Map.of("scope", String.valueOf(operation.scope())));
    }
    return principal;
  }

  /**
   * Browsers say where a request comes from; a page of another site may not write in our user's
   * name.
   */
  private static void requireSameOrigin(Exchange exchange) {
    String site = exchange.http().getHeader("Sec-Fetch-Site");
    boolean foreign = "cross-site".equals(site) || "same-site".equals(site);
    if (foreign && !SAFE.contains(exchange.http().method())) {
      throw new Refusal.Forbidden(ErrorCode.CROSS_ORIGIN);
    }
  }

  private static String bearerToken(Exchange exchange) {
    var headers = exchange.http().headers().getAll("Authorization");
    if (headers.isEmpty()) {
      throw new Refusal.Unauthenticated(ErrorCode.UNAUTHENTICATED);
    }
    String header = headers.getFirst();
    if (headers.size() > 1
        || header.length() > MAX_TOKEN
        || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        || header.length() == BEARER.length()) {
      throw new Refusal.Unauthenticated(ErrorCode.TOKEN_INVALID);
    }
    return header.substring(BEARER.length());
  }
}
