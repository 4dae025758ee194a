package dev.guildhall.push;

import com.interaso.webpush.VapidKeys;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.util.Base64;
import java.util.UUID;

/** How a worker says where and of what they want to be told. */
final class PushRoutes implements Routes {

  private static final int POINT_BYTES = 65;
  private static final byte UNCOMPRESSED = 4;
  private static final int AUTH_BYTES = 16;

  private final Database database;
  private final PushConfig config;
  private final PushKeys keys;
  private final SubscriptionRepository repository;

  PushRoutes(
      Database database, PushConfig config, PushKeys keys, SubscriptionRepository repository) {
    this.database = database;
    this.config = config;
    this.keys = keys;
    this.repository = repository;
  }

  @Override
  public void bind(Binder to) {
    to.on("getPush", this::get)
        .on("changePushSettings", this::change)
        .on("subscribeToPush", this::subscribe)
        .on("unsubscribeFromPush", this::unsubscribe);
  }

  private record Push(String publicKey, boolean subscribed, PushSettings settings) {}

  private record SubscriptionBody(String endpoint, KeysBody keys) {}

  private record KeysBody(String p256dh, String auth) {}

  private Future<Response> get(Request request) {
    var client = database.client();
    return Future.all(
            keys.get(),
            repository.isSubscribed(client, session(request)),
            repository.settings(client, worker(request)))
        .map(
            all ->
                Response.ok(
                    new Push(
                        base64(all.<VapidKeys>resultAt(0).getApplicationServerKey()),
                        all.resultAt(1),
                        all.resultAt(2))));
  }

  private Future<Response> change(Request request) {
    var settings = request.body(PushSettings.class);
    if ((settings.quietFrom() == null) != (settings.quietTo() == null)) {
      throw Refusal.Invalid.field(
          settings.quietFrom() == null ? "/quiet_from" : "/quiet_to",
          "required",
          "Give both hours between which it is to be quiet, or neither.");
    }
    return repository
        .change(database.client(), worker(request), settings)
        .compose(_ -> get(request));
  }

  private Future<Response> subscribe(Request request) {
    var body = request.body(SubscriptionBody.class);
    var subscription =
        new Subscription(
            session(request),
            endpoint(body.endpoint()),
            key("/keys/p256dh", body.keys().p256dh(), POINT_BYTES),
            key("/keys/auth", body.keys().auth(), AUTH_BYTES));
    if (subscription.p256dh().getByte(0) != UNCOMPRESSED) {
      throw notAKey("/keys/p256dh");
    }
    return database
        .inTransaction(tx -> repository.subscribe(tx, worker(request), subscription))
        .compose(_ -> get(request));
  }

  private Future<Response> unsubscribe(Request request) {
    return repository
        .unsubscribe(database.client(), session(request))
        .map(_ -> Response.noContent());
  }

  private String endpoint(String text) {
    try {
      var endpoint = new URI(text);
      if (config.admits(endpoint)) {
        return endpoint.toASCIIString();
      }
    } catch (java.net.URISyntaxException e) {
      // Said below.
    }
    throw Refusal.Invalid.field(
        "/endpoint",
        "unknown_service",
        "This browser's push service is not one that messages are sent to here. Use another"
            + " browser, or ask whoever runs this place to list the service under push.services.");
  }

  private static Buffer key(String pointer, String text, int bytes) {
    try {
      byte[] key = Base64.getUrlDecoder().decode(text);
      if (key.length == bytes) {
        return Buffer.buffer(key);
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw notAKey(pointer);
  }

  private static Refusal notAKey(String pointer) {
    return Refusal.Invalid.field(
        pointer, "invalid", "Send the keys as the browser gives them: base64url, unchanged.");
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static UUID session(Request request) {
    return request.principal().required("session");
  }

  private static UUID worker(Request request) {
    return request.principal().required("worker");
  }
}
