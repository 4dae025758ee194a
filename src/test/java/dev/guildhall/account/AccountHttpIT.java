package dev.guildhall.account;

import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.platform.http.Contract;
import dev.guildhall.platform.http.ContractRouter;
import dev.guildhall.platform.http.HttpConfig;
import dev.guildhall.platform.http.LimitConfig;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.platform.mail.Mailbox;
import dev.guildhall.testing.TestPlatform;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The operations as clients meet them. */
class AccountHttpIT {

  @RegisterExtension static final TestPlatform test = new TestPlatform();
  private static AccountFixture accounts;
  private static WebClient client;

  @BeforeAll
  static void serve() {
    accounts = new AccountFixture(test);
    var contract = Contract.load();
    var limits =
        contract.operations().stream()
            .map(Contract.Operation::limit)
            .distinct()
            .collect(Collectors.toMap(name -> name, _ -> new LimitConfig(10_000, 60)));
    var router =
        new ContractRouter(
            test.platform().vertx(),
            contract,
            test.platform().database(),
            accounts.module.authenticator(),
            new HttpConfig("127.0.0.1", 0, AccountFixture.URL, 0, 5_000, 5_000, limits),
            test.platform().meters());
    bindAll(router, contract);
    var root = Router.router(test.platform().vertx());
    router.mount(root);
    root.get("/demo/mailbox").handler(new MailboxPage(new Mailbox(test.platform().database())));
    var server =
        await(
            test.platform().vertx().createHttpServer().requestHandler(root).listen(0, "127.0.0.1"));
    client =
        WebClient.create(
            test.platform().vertx(),
            new WebClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(server.actualPort()));
  }

  /** Ours, and for every operation of other features one that fails. */
  private static void bindAll(ContractRouter router, Contract contract) {
    Set<String> ours = new HashSet<>();
    var counting =
        new Routes.Binder() {
          @Override
          public Routes.Binder on(String operationId, Routes.Handler handler) {
            ours.add(operationId);
            router.on(operationId, handler);
            return this;
          }

          @Override
          public Routes.Binder once(String operationId, Routes.Effect effect) {
            ours.add(operationId);
            router.once(operationId, effect);
            return this;
          }
        };
    accounts.module.routes().forEach(routes -> routes.bind(counting));
    contract.operations().stream()
        .map(Contract.Operation::id)
        .filter(id -> !ours.contains(id))
        .forEach(id -> router.on(id, _ -> Future.failedFuture("of another feature")));
  }

  private static HttpResponse<Buffer> send(
      HttpMethod method, String path, Map<String, String> headers, JsonObject body) {
    var request = client.request(method, path);
    headers.forEach(request::putHeader);
    return await(body == null ? request.send() : request.sendJsonObject(body));
  }

  private static HttpResponse<Buffer> post(String path, JsonObject body) {
    return send(HttpMethod.POST, path, Map.of(), body);
  }

  private static JsonObject signIn(String email) {
    return new JsonObject()
        .put("email", email)
        .put("password", AccountFixture.PASSWORD)
        .put("device_name", "Phone");
  }

  private static Map<String, String> bearer(String email) {
    return Map.of(
        "Authorization",
        "Bearer "
            + post("/v1/sessions", signIn(email)).bodyAsJsonObject().getString("access_token"));
  }

  @Test
  void registeringAKnownAndAnUnknownAddressAnswersTheSame() {
    var known = accounts.verified("worker");
    String unknown = AccountFixture.newEmail();

    var one = post("/v1/accounts", AccountFixture.body(known.email(), "worker"));
    var other = post("/v1/accounts", AccountFixture.body(unknown, "worker"));

    assertThat(one.statusCode()).isEqualTo(202);
    assertThat(other.statusCode()).isEqualTo(202);
    assertThat(one.bodyAsString().replace(known.email(), ""))
        .isEqualTo(other.bodyAsString().replace(unknown, ""));
    assertThat(Set.copyOf(one.headers().names())).isEqualTo(Set.copyOf(other.headers().names()));
  }

  @Test
  void signingInWithAWrongPasswordAnswersLikeAnUnknownAddress() {
    var known = accounts.verified("worker");

    var wrong = post("/v1/sessions", signIn(known.email()).put("password", "wrong words here"));
    var unknown =
        post("/v1/sessions", signIn("nobody@example.org").put("password", "wrong words here"));

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(withoutRequest(wrong)).isEqualTo(withoutRequest(unknown));
    assertThat(Set.copyOf(wrong.headers().names()))
        .isEqualTo(Set.copyOf(unknown.headers().names()));
  }

  private static JsonObject withoutRequest(HttpResponse<Buffer> problem) {
    var body = problem.bodyAsJsonObject();
    body.remove("request_id");
    return body;
  }

  @Test
  void aPersonFollowsTheLinksOfTheMailboxAndLooksAround() {
    String email = AccountFixture.newEmail();
    post("/v1/accounts", AccountFixture.body(email, "requester"));
    assertThat(
            post(
                    "/v1/accounts/verification",
                    new JsonObject().put("token", accounts.mailToken(email)))
                .statusCode())
        .isEqualTo(204);

    var bearer = bearer(email);
    var me = send(HttpMethod.GET, "/v1/me", bearer, null);

    assertThat(me.bodyAsJsonObject().getBoolean("email_verified")).isTrue();
    assertThat(me.bodyAsJsonObject().getJsonArray("roles")).contains("requester");
    assertThat(
            me.bodyAsJsonObject().getJsonArray("organisations").getJsonObject(0).getString("role"))
        .isEqualTo("owner");
    assertThat(
            send(HttpMethod.GET, "/v1/sessions", bearer, null)
                .bodyAsJsonObject()
                .getJsonArray("data"))
        .hasSize(1);
    assertThat(send(HttpMethod.GET, "/demo/mailbox", Map.of(), null).bodyAsString())
        .contains("verify?token=");
  }

  @Test
  void aChangeNeedsTheVersionThatWasSeen() {
    var person = accounts.verified("worker");
    var bearer = bearer(person.email());
    String etag = send(HttpMethod.GET, "/v1/me", bearer, null).getHeader("ETag");
    var change =
        new JsonObject().put("display_name", "Ada Lovelace").put("time_zone", "Asia/Kathmandu");

    assertThat(send(HttpMethod.PATCH, "/v1/me", bearer, change).statusCode()).isEqualTo(428);
    var changed = send(HttpMethod.PATCH, "/v1/me", with(bearer, "If-Match", etag), change);
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(changed.bodyAsJsonObject().getString("display_name")).isEqualTo("Ada Lovelace");
    assertThat(
            send(HttpMethod.PATCH, "/v1/me", with(bearer, "If-Match", etag), change).statusCode())
        .isEqualTo(412);
    assertThat(
            send(
                    HttpMethod.PATCH,
                    "/v1/me",
                    with(bearer, "If-Match", changed.getHeader("ETag")),
                    new JsonObject().put("time_zone", "Mars/Olympus"))
                .statusCode())
        .isEqualTo(422);
    assertThat(
            send(
                    HttpMethod.GET,
                    "/v1/me",
                    with(bearer, "If-None-Match", changed.getHeader("ETag")),
                    null)
                .statusCode())
        .isEqualTo(304);
  }

  private static Map<String, String> with(Map<String, String> headers, String name, String value) {
    var more = new java.util.HashMap<>(headers);
    more.put(name, value);
    return more;
  }

  @Test
  void aBrowserKeepsItsRefreshTokenInACookieThatScriptsNeverSee() {
    var person = accounts.verified("worker");
    var signedIn =
        send(
            HttpMethod.POST,
            "/v1/sessions",
            Map.of("X-Guildhall-Client", "web"),
            signIn(person.email()));
    String cookie = signedIn.getHeader("Set-Cookie");

    assertThat(signedIn.bodyAsJsonObject().fieldNames()).doesNotContain("refresh_token");
    assertThat(cookie)
        .startsWith("guildhall_refresh=")
        .contains("HttpOnly", "SameSite=Strict", "Path=/v1/sessions", "Secure");

    var refreshed =
        send(
            HttpMethod.POST,
            "/v1/sessions/refresh",
            Map.of("Cookie", cookie.substring(0, cookie.indexOf(';'))),
            null);
    assertThat(refreshed.statusCode()).isEqualTo(200);
    assertThat(refreshed.bodyAsJsonObject().fieldNames()).doesNotContain("refresh_token");
    assertThat(refreshed.getHeader("Set-Cookie"))
        .startsWith("guildhall_refresh=")
        .isNotEqualTo(cookie);

    var left =
        send(
            HttpMethod.DELETE,
            "/v1/sessions/current",
            Map.of(
                "Authorization",
                "Bearer " + refreshed.bodyAsJsonObject().getString("access_token")),
            null);
    assertThat(left.statusCode()).as(left.bodyAsString()).isEqualTo(204);
    assertThat(left.getHeader("Set-Cookie")).contains("guildhall_refresh=;", "Max-Age=0");
  }

  @Test
  void aProgramTradesItsTokenInTheBodyAndWithoutAnyIsAskedToSignIn() {
    var tokens =
        post("/v1/sessions", signIn(accounts.verified("worker").email())).bodyAsJsonObject();

    var traded =
        post(
            "/v1/sessions/refresh",
            new JsonObject().put("refresh_token", tokens.getString("refresh_token")));

    assertThat(traded.bodyAsJsonObject().getString("refresh_token"))
        .isNotEqualTo(tokens.getString("refresh_token"));
    assertThat(traded.getHeader("Set-Cookie")).isNull();
    assertThat(post("/v1/sessions/refresh", null).statusCode()).isEqualTo(401);
  }

  @Test
  void theKeySetVerifiesWhatWasSigned() {
    var keys =
        send(HttpMethod.GET, "/.well-known/jwks.json", Map.of(), null)
            .bodyAsJsonObject()
            .getJsonArray("keys");
    var set =
        io.jsonwebtoken.security.Jwks.setParser()
            .build()
            .parse(new JsonObject().put("keys", keys).encode());
    String token = accounts.signIn(accounts.verified("worker")).accessToken();

    var key = (java.security.PublicKey) set.getKeys().iterator().next().toKey();

    assertThat(keys.encode()).doesNotContain("\"d\"");
    assertThat(
            io.jsonwebtoken.Jwts.parser()
                .verifyWith(key)
                .clock(() -> java.util.Date.from(test.time().instant()))
                .build()
                .parseSignedClaims(token)
                .getPayload()
                .getIssuer())
        .isEqualTo("guildhall-test");
  }

  @Test
  void membersInvitationsAndKeysAreManagedByTheirOwner() {
    var owner = accounts.verified("requester");
    var bearer = bearer(owner.email());
    String base = "/v1/organisations/" + accounts.organisation(owner);

    var invited =
        send(
            HttpMethod.POST,
            base + "/invitations",
            bearer,
            new JsonObject().put("email", "guest@example.org").put("role", "viewer"));
    assertThat(invited.statusCode()).as(invited.bodyAsString()).isEqualTo(201);
    var members = send(HttpMethod.GET, base + "/members", bearer, null).bodyAsJsonObject();
    assertThat(members.getJsonArray("data")).hasSize(1);
    assertThat(members.getJsonArray("invitations")).hasSize(1);

    var key =
        send(
                HttpMethod.POST,
                base + "/api-keys",
                bearer,
                new JsonObject().put("name", "CI").put("scopes", List.of("projects:read")))
            .bodyAsJsonObject();
    var asProgram = Map.of("Authorization", "Bearer " + key.getString("secret"));
    assertThat(send(HttpMethod.GET, "/v1/me", asProgram, null).statusCode()).isEqualTo(403);
    assertThat(
            send(HttpMethod.DELETE, base + "/api-keys/" + key.getString("id"), bearer, null)
                .statusCode())
        .isEqualTo(204);
    assertThat(send(HttpMethod.GET, "/v1/me", asProgram, null).statusCode()).isEqualTo(401);
    assertThat(
            send(HttpMethod.DELETE, base + "/members/" + owner.id(), bearer, null)
                .bodyAsJsonObject()
                .getString("code"))
        .isEqualTo("last_owner");
  }
}
