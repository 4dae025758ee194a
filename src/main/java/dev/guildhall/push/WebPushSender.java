package dev.guildhall.push;

import com.interaso.webpush.VapidKeys;
import com.interaso.webpush.WebPush;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

/** Sends as RFC 8030 says, encrypted by RFC 8291, signed by RFC 8292. */
final class WebPushSender implements PushSender {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration USUAL_PAUSE = Duration.ofSeconds(30);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final int CONNECTIONS_PER_SERVICE = 8;

  private final HttpClient client;
  private final String contact;
  private final Supplier<Future<VapidKeys>> keys;

  /**
   * @param contact whom a push service may turn to: a {@code mailto:} or {@code https:} address
   * @param keys by which the services know this installation
   */
  WebPushSender(Vertx vertx, String contact, Supplier<Future<VapidKeys>> keys) {
    var options =
        new HttpClientOptions()
            .setConnectTimeout((int) TIMEOUT.toMillis())
            .setIdleTimeout(30)
            // What is listed is where it goes; a service does not send us elsewhere.
            .setMaxRedirects(0);
    this.client =
        vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(CONNECTIONS_PER_SERVICE));
    this.contact = contact;
    this.keys = keys;
  }

  @Override
  public Future<Outcome> send(
      Subscription to, byte[] message, PushKind kind, String topic, Duration life) {
    return keys.get()
        .compose(
            known -> {
              var push = new WebPush(contact, known);
              var body = push.getBody(message, to.p256dh().getBytes(), to.auth().getBytes());
              var headers =
                  push.getHeaders(
                      to.endpoint(), (int) life.toSeconds(), token(topic), kind.urgency());
              var options =
                  new RequestOptions()
                      .setAbsoluteURI(to.endpoint())
                      .setMethod(HttpMethod.POST)
                      .setTimeout(TIMEOUT.toMillis());
              headers.forEach(options::putHeader);
              return client.request(options).compose(request -> sent(request, body));
            });
  }

  /** A topic has at most 32 letters, and is read by the service: it tells nothing. */
  private static String token(String topic) {
    return UUID.nameUUIDFromBytes(topic.getBytes(StandardCharsets.UTF_8))
        .toString()
        .replace("-", "");
  }

  private static Future<Outcome> sent(HttpClientRequest request, byte[] body) {
    return request
        .send(Buffer.buffer(body))
        .compose(answer -> answer.body().map(_ -> outcome(answer)));
  }

  private static Outcome outcome(HttpClientResponse answer) {
    int status = answer.statusCode();
    if (status / 100 == 2) {
      return new Outcome.Taken();
    }
    if (status == 404 || status == 410) {
      return new Outcome.Gone();
    }
    return status == 429 || status >= 500
        ? new Outcome.Later(pause(answer.getHeader("Retry-After")))
        : new Outcome.Refused(status);
  }

  private static Duration pause(@org.jspecify.annotations.Nullable String retryAfter) {
    if (retryAfter == null || !retryAfter.matches("[0-9]{1,6}")) {
      return USUAL_PAUSE;
    }
    var wanted = Duration.ofSeconds(Long.parseLong(retryAfter));
    return wanted.compareTo(LONGEST_PAUSE) < 0 ? wanted : LONGEST_PAUSE;
  }
}
