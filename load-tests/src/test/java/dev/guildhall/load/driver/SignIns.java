package dev.guildhall.load.driver;

import dev.guildhall.load.market.Market;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Signs many people in, a few at a time, for each password takes the server some milliseconds. */
public final class SignIns {

  private static final int AT_ONCE = 16;

  private final Vertx vertx;
  private final Client client;
  private final Queue<String> waiting;
  private final Map<String, String> tokens = new ConcurrentHashMap<>();

  private SignIns(Vertx vertx, Client client, List<String> emails) {
    this.vertx = vertx;
    this.client = client;
    this.waiting = new ArrayDeque<>(emails);
  }

  /** An access token of each, in the order of the addresses. */
  public static List<String> tokens(Vertx vertx, Load load, Client client, List<String> emails) {
    var signIns = new SignIns(vertx, client, emails);
    load.await(
        () ->
            Future.join(IntStream.range(0, AT_ONCE).mapToObj(ignored -> signIns.next()).toList()));
    return emails.stream().map(signIns.tokens::get).toList();
  }

  private Future<Void> next() {
    var email = waiting.poll();
    return email == null ? Future.succeededFuture() : signIn(email).compose(ignored -> next());
  }

  private Future<Void> signIn(String email) {
    var body = new JsonObject().put("email", email).put("password", Market.PASSWORD);
    return client
        .post("/v1/sessions", "", body.toBuffer())
        .compose(
            answer -> {
              if (answer.isToComeBack()) {
                return vertx.timer(500).compose(ignored -> signIn(email));
              }
              if (answer.status() != 200) {
                return Future.failedFuture(
                    "sign-in answered " + answer.status() + ": " + answer.body());
              }
              tokens.put(email, answer.body().toJsonObject().getString("access_token"));
              return Future.succeededFuture();
            });
  }
}
