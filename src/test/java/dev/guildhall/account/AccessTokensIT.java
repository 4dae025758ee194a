package dev.guildhall.account;

import static dev.guildhall.account.Refusals.assertRefused;
import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.testing.TestPlatform;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What goes wrong with JSON Web Tokens elsewhere, tried on ours. Every forged token is properly
 * signed by our own key unless it says otherwise.
 */
class AccessTokensIT {

  @RegisterExtension static final TestPlatform test = new TestPlatform();
  private static AccountFixture accounts;
  private static Tokens tokens;
  private static SigningKeys.SigningKey key;

  @BeforeAll
  static void wire() {
    accounts = new AccountFixture(test);
    tokens = accounts.signIn(accounts.verified("worker"));
    key = await(accounts.module.signingKeys.signing());
  }

  private static JsonObject part(int index) {
    return new JsonObject(
        new String(
            Base64.getUrlDecoder().decode(tokens.accessToken().split("\\.")[index]),
            StandardCharsets.UTF_8));
  }

  private static String signed(String header, String claims) {
    return signed(header, claims, key.key());
  }

  private static String signed(String header, String claims, PrivateKey by) {
    String input =
        base64(header.getBytes(StandardCharsets.UTF_8))
            + '.'
            + base64(claims.getBytes(StandardCharsets.UTF_8));
    try {
      var signature = Signature.getInstance("Ed25519");
      signature.initSign(by);
      signature.update(input.getBytes(StandardCharsets.US_ASCII));
      return input + '.' + base64(signature.sign());
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static void assertNotTaken(String token) {
    assertRefused(accounts.module.authenticator().authenticate(token), ErrorCode.TOKEN_INVALID);
  }

  @Test
  void aTokenOfOursIsTakenAndSaysWhatTheProfileAsksFor() {
    assertThat(part(0).fieldNames()).containsExactlyInAnyOrder("alg", "kid", "typ");
    assertThat(part(0).getString("alg")).isEqualTo("EdDSA");
    assertThat(part(0).getString("typ")).isEqualTo("at+jwt");
    assertThat(part(1).fieldNames())
        .containsExactlyInAnyOrder("iss", "aud", "sub", "sid", "jti", "iat", "exp");
    assertThat(part(1).getLong("exp") - part(1).getLong("iat")).isEqualTo(600);

    assertThat(accounts.principal(tokens).is("account")).isTrue();
    // The forger of these tests signs as we do: an unchanged copy is taken, so each refusal below
    // is for its own cause.
    assertThat(
            await(
                accounts
                    .module
                    .authenticator()
                    .authenticate(signed(part(0).encode(), part(1).encode()))))
        .isNotNull();
  }

  static Stream<Arguments> headers() {
    return Stream.of(
        Arguments.of("none", part(0).put("alg", "none")),
        Arguments.of("another type", part(0).put("typ", "JWT")),
        Arguments.of("a refresh type", part(0).put("typ", "rt+jwt")),
        Arguments.of("upper case type", part(0).put("typ", "AT+JWT")),
        Arguments.of("no type", without(part(0), "typ")),
        Arguments.of("compressed", part(0).put("zip", "DEF")),
        Arguments.of("a key by address", part(0).put("jku", "https://evil.example/keys")),
        Arguments.of("its own key", part(0).put("jwk", new JsonObject())),
        Arguments.of("critical", part(0).put("crit", new JsonArray().add("b64"))),
        Arguments.of("unencoded", part(0).put("b64", false)),
        Arguments.of("no key id", without(part(0), "kid")),
        Arguments.of("an unknown key id", part(0).put("kid", "another")),
        Arguments.of("a path as key id", part(0).put("kid", "../../key")),
        Arguments.of("a number as key id", part(0).put("kid", 7)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("headers")
  void anyOtherHeaderIsRefused(String name, JsonObject header) {
    assertNotTaken(signed(header.encode(), part(1).encode()));
  }

  static Stream<Arguments> claims() {
    long now = test.time().instant().getEpochSecond();
    return Stream.of(
        Arguments.of("no exp", without(part(1), "exp")),
        Arguments.of("exp as text", part(1).put("exp", Long.toString(now + 300))),
        Arguments.of("exp as fraction", part(1).put("exp", now + 300.5)),
        Arguments.of("exp for years", part(1).put("exp", now + 100_000_000)),
        Arguments.of("exp beyond all time", part(1).put("exp", Long.MAX_VALUE)),
        Arguments.of("no iat", without(part(1), "iat")),
        Arguments.of("iat to come", part(1).put("iat", now + 120).put("exp", now + 500)),
        Arguments.of("no jti", without(part(1), "jti")),
        Arguments.of("no sub", without(part(1), "sub")),
        Arguments.of("sub of another kind", part(1).put("sub", part(1).getString("sid"))),
        Arguments.of("sub as SQL", part(1).put("sub", "' or 1=1 --")),
        Arguments.of("no sid", without(part(1), "sid")),
        Arguments.of("another issuer", part(1).put("iss", "elsewhere")),
        Arguments.of("another audience", part(1).put("aud", new JsonArray().add("elsewhere"))),
        Arguments.of(
            "a second audience",
            part(1).put("aud", new JsonArray().add("elsewhere").add("guildhall-test"))),
        Arguments.of("no audience", without(part(1), "aud")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("claims")
  void aClaimThatIsMissingOrNotAsWeWriteItIsRefused(String name, JsonObject claims) {
    assertNotTaken(signed(part(0).encode(), claims.encode()));
  }

  private static JsonObject without(JsonObject object, String name) {
    object.remove(name);
    return object;
  }

  @Test
  void aNameThatStandsTwiceIsRefused() {
    String claims = part(1).encode();
    assertNotTaken(
        signed(part(0).encode(), claims.substring(0, claims.length() - 1) + ",\"sub\":\"x\"}"));
    String header = part(0).encode();
    assertNotTaken(signed(header.substring(0, header.length() - 1) + ",\"alg\":\"none\"}", claims));
  }

  @Test
  void noOtherKeyAndNoOtherAlgorithmSignsForUs() throws Exception {
    var stranger = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    assertNotTaken(signed(part(0).encode(), part(1).encode(), stranger.getPrivate()));

    byte[] publicKey = await(accounts.module.signingKeys.verifying()).getFirst().key().getEncoded();
    var hmac = Keys.hmacShaKeyFor(publicKey);
    assertNotTaken(
        Jwts.builder()
            .header()
            .type("at+jwt")
            .keyId(key.kid())
            .and()
            .claims(part(1).getMap())
            .signWith(hmac)
            .compact());

    String input = tokens.accessToken().substring(0, tokens.accessToken().lastIndexOf('.'));
    assertNotTaken(input + '.');
    assertNotTaken(input);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", ".", "..", "a.b.c", "null", "ghk_", "ghk_aaaaaaaa_short", "🦊.🦊.🦊"})
  void whatIsNoTokenIsRefusedLikeAForgedOne(String text) {
    assertNotTaken(text);
  }

  @Test
  void aTokenBeyondItsLengthOrWrittenDifferentlyIsRefused() {
    String token = tokens.accessToken();
    assertNotTaken(token + "=");
    assertNotTaken(' ' + token);
    assertNotTaken(token + ".x.y");
    assertNotTaken(signed(part(0).encode(), part(1).put("jti", "x".repeat(5_000)).encode()));
  }

  @Test
  void everyOtherLastCharacterIsRefused() {
    String token = tokens.accessToken();
    String start = token.substring(0, token.length() - 1);
    for (char c :
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".toCharArray()) {
      if (token.charAt(token.length() - 1) != c) {
        assertNotTaken(start + c);
      }
    }
  }

  @Test
  void aTokenEndsWithItsTime() {
    var fixture = new AccountFixture(test);
    var fresh = fixture.signIn(fixture.verified("worker"));
    test.time().advance(Duration.ofSeconds(599));
    assertThat(fixture.principal(fresh)).isNotNull();

    test.time().advance(Duration.ofSeconds(1));

    assertRefused(
        fixture.module.authenticator().authenticate(fresh.accessToken()), ErrorCode.TOKEN_EXPIRED);
    // Another node, which has not seen the token before.
    assertRefused(
        new AccountFixture(test).module.authenticator().authenticate(fresh.accessToken()),
        ErrorCode.TOKEN_EXPIRED);
    test.time().advance(Duration.ofSeconds(-600));
  }

  @Test
  void nodesAgreeOnOneKeyEvenWhenTheyStartTogether() {
    test.sql("delete from signing_key");
    var nodes =
        List.of(new AccountFixture(test), new AccountFixture(test), new AccountFixture(test));

    var kids =
        nodes.stream().map(node -> node.module.signingKeys.signing()).toList().stream()
            .map(signing -> await(signing).kid())
            .distinct()
            .toList();

    assertThat(kids).hasSize(1);
    assertThat(test.sql("select 1 from signing_key")).hasSize(1);
    restore();
  }

  /** Later tests of this class sign with the first key. */
  private static void restore() {
    test.sql("delete from signing_key");
    wire();
  }

  @Test
  void aSuccessorIsKnownADayBeforeItSignsAndTheOldKeyVerifiesToTheEnd() {
    var before = new AccountFixture(test);
    var person = before.verified("worker");
    var old = before.signIn(person);
    String oldKid = await(before.module.signingKeys.signing()).kid();

    test.sql("update signing_key set signs_until = clock_timestamp() + interval '23 hours'");
    before.pass(Duration.ofMinutes(2));
    assertThat(await(before.module.signingKeys.signing()).kid()).isEqualTo(oldKid);
    assertThat(await(before.module.signingKeys.verifying())).hasSize(2);

    test.sql("update signing_key set signs_until = clock_timestamp() where kid = $1", oldKid);
    before.pass(Duration.ofMinutes(2));
    assertThat(await(before.module.signingKeys.signing()).kid()).isNotEqualTo(oldKid);
    assertThat(before.principal(old)).isNotNull();

    test.sql("update signing_key set verifies_until = clock_timestamp() where kid = $1", oldKid);
    assertRefused(
        new AccountFixture(test).module.authenticator().authenticate(old.accessToken()),
        ErrorCode.TOKEN_INVALID);
    restore();
  }

  @Test
  void aTokenSignedWithAKeyThatThisNodeHasNotReadYetIsTaken() {
    var here = new AccountFixture(test);
    await(here.module.signingKeys.signing());
    test.sql("update signing_key set signs_until = clock_timestamp()");
    var there = new AccountFixture(test);
    var fresh = there.signIn(there.verified("worker"));
    here.pass(Duration.ofSeconds(3));

    assertThat(here.principal(fresh)).isNotNull();
    restore();
  }

  @Test
  void aKeySealedUnderAnotherSecretVerifiesButSignsNoMore() {
    var before = new AccountFixture(test);
    var old = before.signIn(before.verified("worker"));
    String oldKid = await(before.module.signingKeys.signing()).kid();
    var config = AccountFixture.config();
    var changed =
        new AccountModule(
            test.platform(),
            new AccountConfig(
                new Secret("quite another secret"), config.issuer(), 600, 30, 512, 1, 2, 200, 5),
            AccountFixture.URL,
            List.of(),
            List.of());

    assertThat(await(changed.signingKeys.signing()).kid()).isNotEqualTo(oldKid);
    assertThat(await(changed.authenticator().authenticate(old.accessToken()))).isNotNull();
    restore();
  }

  @Test
  void thePrivateHalfIsStoredSealed() {
    var row = test.sql("select private_sealed from signing_key limit 1").getFirst();

    String stored =
        new String(row.getBuffer("private_sealed").getBytes(), StandardCharsets.ISO_8859_1);
    assertThat(stored)
        .doesNotContain(new String(key.key().getEncoded(), StandardCharsets.ISO_8859_1));
  }
}
