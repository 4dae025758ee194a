package dev.guildhall.account;

import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.platform.json.ShownName;
import io.jsonwebtoken.security.Jwks;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The session operations of the contract. */
final class SessionRoutes implements Routes {

  private static final String UNNAMED_DEVICE = "Unnamed device";

  private final Sessions sessions;
  private final SigningKeys keys;
  private final RefreshCookie cookie;

  SessionRoutes(Sessions sessions, SigningKeys keys, RefreshCookie cookie) {
    this.sessions = sessions;
    this.keys = keys;
    this.cookie = cookie;
  }

  private record SignIn(String email, Secret password, @Nullable String deviceName) {}

  private record TokensShown(
      String accessToken, @Nullable String refreshToken, String tokenType, long expiresIn) {}

  private record ListShown<T>(List<T> data) {}

  @Override
  public void bind(Binder to) {
    to.on("createSession", this::create)
        .on("refreshSession", this::refresh)
        .on("listSessions", this::list)
        .on("endSession", this::end)
        .on("endAllSessions", this::endAll)
        .on("getJwks", this::jwks);
  }

  private Future<Response> create(Request request) {
    var signIn = request.body(SignIn.class);
    String device =
        signIn.deviceName() == null
            ? UNNAMED_DEVICE
            : ShownName.cleaned(signIn.deviceName(), "/device_name");
    return sessions
        .signIn(
            EmailAddress.ofSignIn(signIn.email()),
            signIn.password(),
            device,
            Network.of(request.caller()))
        .map(tokens -> shown(tokens, isWeb(request)));
  }

  private Future<Response> refresh(Request request) {
    if (request.hasBody()) {
      return sessions
          .refresh(request.body().getString("refresh_token"))
          .map(tokens -> shown(tokens, isWeb(request)));
    }
    // A token that came in the cookie never leaves it, or scripts could ask for it.
    return cookie
        .read(request)
        .map(token -> sessions.refresh(token).map(tokens -> shown(tokens, true)))
        .orElseGet(
            () -> Future.failedFuture(new Refusal.Unauthenticated(ErrorCode.UNAUTHENTICATED)));
  }

  private static boolean isWeb(Request request) {
    return request.header("X-Guildhall-Client").filter("web"::equals).isPresent();
  }

  private Response shown(Tokens tokens, boolean inCookie) {
    var response =
        Response.ok(
            new TokensShown(
                tokens.accessToken(),
                inCookie ? null : tokens.refreshToken().text(),
                "Bearer",
                tokens.expiresIn()));
    return inCookie ? cookie.set(response, tokens.refreshToken()) : response;
  }

  private Future<Response> list(Request request) {
    return sessions
        .list(account(request.principal()), current(request.principal()))
        .map(list -> Response.ok(new ListShown<>(list)));
  }

  private Future<Response> end(Request request) {
    var principal = request.principal();
    String id = request.path("session_id");
    var session = id.equals("current") ? current(principal) : parsed(id);
    return sessions
        .end(account(principal), session)
        .map(
            _ ->
                session.equals(current(principal))
                    ? cookie.clear(Response.noContent())
                    : Response.noContent());
  }

  private static SessionId parsed(String text) {
    try {
      return SessionId.parse(text);
    } catch (IllegalArgumentException e) {
      throw new Refusal.NotFound("session");
    }
  }

  private Future<Response> endAll(Request request) {
    return sessions
        .endAll(account(request.principal()))
        .map(_ -> cookie.clear(Response.noContent()));
  }

  private Future<Response> jwks(Request request) {
    return keys.verifying()
        .map(all -> Response.ok(Map.of("keys", all.stream().map(SessionRoutes::jwk).toList())));
  }

  private static Map<String, Object> jwk(SigningKeys.VerifyingKey key) {
    var jwk = Jwks.builder().key(key.key()).build();
    return Map.of(
        "kty", "OKP",
        "crv", "Ed25519",
        "x", jwk.get("x"),
        "kid", key.kid(),
        "alg", "EdDSA",
        "use", "sig");
  }

  private static AccountId account(Principal principal) {
    return new AccountId(principal.accountId());
  }

  private static SessionId current(Principal principal) {
    return new SessionId(principal.required("session"));
  }
}
