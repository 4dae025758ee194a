package dev.guildhall.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.platform.http.HttpConfig;
import dev.guildhall.platform.http.LimitConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A node behind one proxy of ours: everybody has limits of their own, which nobody talks away. */
class ProxyIT {

  @RegisterExtension
  static final TestServer server =
      new TestServer(
          c -> {
            var http = c.http();
            var limits = new HashMap<>(http.limits());
            limits.put("sign_in", new LimitConfig(2, 3600));
            return c.withHttp(
                new HttpConfig(
                    http.host(),
                    http.port(),
                    http.publicUrl(),
                    1,
                    http.bodyDeadlineMs(),
                    http.uploadDeadlineMs(),
                    limits));
          });

  @AutoClose private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void callersBehindTheProxyHaveLimitsOfTheirOwn() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(signIn("192.0.2." + i)).isEqualTo(401);
    }
  }

  @Test
  void whatACallerSaysOfItselfIsNotBelieved() throws Exception {
    assertThat(signIn("203.0.113.1, 198.51.100.7")).isEqualTo(401);
    assertThat(signIn("203.0.113.2, 198.51.100.7")).isEqualTo(401);

    assertThat(signIn("203.0.113.3, 198.51.100.7")).isEqualTo(429);
  }

  @Test
  void whatIsNoAddressCountsForTheConnection() throws Exception {
    assertThat(signIn("not an address")).isEqualTo(401);
    assertThat(signIn("neither is this")).isEqualTo(401);

    assertThat(signIn("x".repeat(200))).isEqualTo(429);
  }

  private int signIn(String forwardedFor) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(server.url() + "/v1/sessions"))
            .header("Content-Type", "application/json")
            .header("X-Forwarded-For", forwardedFor)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    """
                    {"email": "nobody@example.org", "password": "not the password"}
                    """))
            .build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }
}
