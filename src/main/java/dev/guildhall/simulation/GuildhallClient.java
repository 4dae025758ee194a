package dev.guildhall.simulation;

import dev.guildhall.simulation.HttpCalls.Call;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * A client of the public interface. Blocks; meant for virtual threads. Requests are repeated with
 * the same ids while the server is away or busy.
 */
public final class GuildhallClient {

  private static final Pattern TOKEN = Pattern.compile("token=([A-Za-z0-9_-]{20,200})");
  private static final Duration MAIL_WITHIN = Duration.ofSeconds(30);

  private final HttpCalls calls;

  public GuildhallClient(String url) {
    this(url, Duration.ofMinutes(5));
  }

  /** Gives up on a request after {@code patience}. */
  public GuildhallClient(String url, Duration patience) {
    this.calls = new HttpCalls(URI.create(url), patience);
  }

  /** A new account; {@code fields} are those of a registration besides address and password. */
  public record NewPerson(String email, String password, JsonObject fields) {

    public static NewPerson worker(
        String email, String password, String name, String country, JsonArray languages) {
      return new NewPerson(
          email,
          password,
          new JsonObject()
              .put("kind", "worker")
              .put("display_name", name)
              .put("country", country)
              .put("languages", languages));
    }

    public static NewPerson requester(
        String email, String password, String name, String organisation) {
      return new NewPerson(
          email,
          password,
          new JsonObject()
              .put("kind", "requester")
              .put("display_name", name)
              .put("organisation_name", organisation));
    }

    JsonObject registration() {
      return fields.copy().put("email", email).put("password", password);
    }
  }

  /**
   * Registers, confirms the address with the token out of the demo's mailbox, and signs in. Works
   * again for a person who is registered already.
   */
  public Person enrol(NewPerson person) {
    if (mailToken(person.email()).isEmpty()) {
      register(person);
    }
    String token = awaitMailToken(person.email());
    var signedIn = signIn(person.email(), person.password());
    if (!signedIn.me().getBoolean("email_verified")) {
      verify(token);
    }
    return signedIn;
  }

  public void register(NewPerson person) {
    calls.send(Call.json("POST", "/v1/accounts", person.registration(), null));
  }

  public void verify(String token) {
    calls.send(
        Call.json("POST", "/v1/accounts/verification", new JsonObject().put("token", token), null));
  }

  /** Signs in and keeps the session alive. */
  public Person signIn(String email, String password) {
    return new Person(calls, email, password);
  }

  /** The newest token sent to an address, where the server shows its mailbox. */
  public Optional<String> mailToken(String email) {
    String recipient = URLEncoder.encode(email, StandardCharsets.UTF_8);
    var answer = calls.send(Call.get("/demo/mailbox.json?recipient=" + recipient, null));
    return new JsonObject(answer.body())
        .getJsonArray("data").stream()
            .map(mail -> TOKEN.matcher(((JsonObject) mail).getString("body")))
            .filter(matcher -> matcher.find())
            .map(matcher -> matcher.group(1))
            .findFirst();
  }

  /** How often a request had to be sent again. */
  public long repeated() {
    return calls.repeated();
  }

  private String awaitMailToken(String email) {
    long deadline = System.nanoTime() + MAIL_WITHIN.toNanos();
    while (System.nanoTime() < deadline) {
      var token = mailToken(email);
      if (token.isPresent()) {
        return token.get();
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
    throw new IllegalStateException("no message with a token came for " + email);
  }
}
