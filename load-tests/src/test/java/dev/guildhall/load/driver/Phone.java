package dev.guildhall.load.driver;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A phone with the app open: it follows the stream and hears that there may be other work. */
public final class Phone {

  private static final String END_OF_MESSAGE = "\n\n";

  private final Consumer<JsonObject> heard;
  private final Promise<Void> ready = Promise.promise();
  private String rest = "";

  private Phone(Consumer<JsonObject> heard) {
    this.heard = heard;
  }

  /** Phones in the house of one server; each keeps a connection of its own. */
  public static final class Network {
    private static final long COME_BACK_MS = 1_000;

    private final Vertx vertx;
    private final HttpClient http;
    private final URI address;

    public Network(Vertx vertx, String server, int phones) {
      this.vertx = vertx;
      address = URI.create(server);
      http = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(phones));
    }

    /**
     * Completes when the stream is there; asked to come back, the phone does.
     *
     * @param heard called for each message {@code feed} with its facts
     */
    public Future<Void> connect(String token, Consumer<JsonObject> heard) {
      var phone = new Phone(heard);
      return http.request(HttpMethod.GET, address.getPort(), address.getHost(), "/v1/stream")
          .compose(request -> request.putHeader("Authorization", "Bearer " + token).send())
          .compose(
              stream ->
                  stream.statusCode() == 503
                      ? vertx.timer(COME_BACK_MS).compose(ignored -> connect(token, heard))
                      : phone.follow(stream));
    }
  }

  private Future<Void> follow(HttpClientResponse stream) {
    if (stream.statusCode() != 200) {
      return Future.failedFuture("the stream answered " + stream.statusCode());
    }
    stream.handler(this::read);
    return ready.future();
  }

  private void read(Buffer part) {
    rest += part.toString(StandardCharsets.UTF_8);
    for (int end = rest.indexOf(END_OF_MESSAGE); end >= 0; end = rest.indexOf(END_OF_MESSAGE)) {
      message(rest.substring(0, end));
      rest = rest.substring(end + END_OF_MESSAGE.length());
    }
  }

  private void message(String text) {
    if (text.startsWith("event: ready")) {
      ready.tryComplete();
    } else if (text.startsWith("event: feed")) {
      heard.accept(new JsonObject(text.lines().toList().get(1).substring("data: ".length())));
    }
  }
}
