package dev.guildhall.account;

import static dev.guildhall.testing.TestPlatform.await;

import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.testing.TestPlatform;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** The account feature on a test's platform, and people to try it with. Hashes cost little here. */
final class AccountFixture {

  static final String URL = "https://guildhall.example";
  static final String PASSWORD = "plum thunder orbit";
  static final Network HOME = new Network("192.0.2");
  private static final Pattern TOKEN = Pattern.compile("token=([A-Za-z0-9_-]+)");
  private static final AtomicInteger PEOPLE = new AtomicInteger();

  final TestPlatform test;
  final AtomicLong nanos = new AtomicLong();
  final AccountModule module;

  AccountFixture(TestPlatform test) {
    this(test, List.of(), List.of());
  }

  AccountFixture(
      TestPlatform test, List<RegistrationListener> listeners, List<PrincipalSource> sources) {
    this.test = test;
    this.module = new AccountModule(test.platform(), config(), URL, listeners, sources, nanos::get);
  }

  static AccountConfig config() {
    return new AccountConfig(
        new Secret("a secret for tests only"), "guildhall-test", 600, 30, 512, 1, 2, 200, 5);
  }

  /** Somebody with an account. */
  record Person(String email, AccountId id) {
    EmailAddress address() {
      return new EmailAddress(email);
    }
  }

  /** Lets what nodes keep for some seconds grow old. */
  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  static String newEmail() {
    return "person" + PEOPLE.incrementAndGet() + "@example.org";
  }

  static JsonObject body(String email, String kind) {
    return new JsonObject()
        .put("email", email)
        .put("password", PASSWORD)
        .put("display_name", "Ada")
        .put("kind", kind);
  }

  void register(JsonObject body) {
    await(module.registrations.register(Registration.of(body, Locale.ENGLISH), Locale.ENGLISH));
  }

  Person unverified(String kind) {
    String email = newEmail();
    register(body(email, kind));
    UUID id = test.sql("select id from account where email = $1", email).getFirst().getUUID("id");
    return new Person(email, new AccountId(id));
  }

  Person verified(String kind) {
    var person = unverified(kind);
    await(module.registrations.verify(mailToken(person.email())));
    return person;
  }

  List<String> subjects(String email) {
    return test
        .sql("select subject from mail where recipient = $1 order by created_at, id", email)
        .stream()
        .map(row -> row.getString("subject"))
        .toList();
  }

  /** The token in the newest message to that address. */
  String mailToken(String email) {
    String body =
        test.sql(
                "select body from mail where recipient = $1 and body like '%token=%' order by created_at desc limit 1",
                email)
            .getFirst()
            .getString("body");
    var token = TOKEN.matcher(body);
    if (!token.find()) {
      throw new AssertionError("no token in " + body);
    }
    return token.group(1);
  }

  Tokens signIn(Person person) {
    return await(signIn(person.email(), PASSWORD, HOME));
  }

  Future<Tokens> signIn(String email, String password, Network network) {
    return module.sessions.signIn(new EmailAddress(email), new Secret(password), "Phone", network);
  }

  Principal principal(Tokens tokens) {
    return await(module.authenticator().authenticate(tokens.accessToken()));
  }

  Principal principal(Person person) {
    return principal(signIn(person));
  }

  OrganisationId organisation(Person person) {
    return new OrganisationId(
        test.sql(
                "select organisation_id from membership where account_id = $1", person.id().value())
            .getFirst()
            .getUUID("organisation_id"));
  }

  /** Types of the events about a subject, in their order. */
  List<String> events(UUID subject) {
    return test.sql("select type from event where subject_id = $1 order by id", subject).stream()
        .map(row -> row.getString("type"))
        .toList();
  }

  static Principal stranger() {
    return new Principal(new UUID(1, 2), java.util.Set.of("account"), java.util.Set.of(), Map.of());
  }
}
