package dev.guildhall.app;

import dev.guildhall.platform.json.StrictJson;
import dev.guildhall.platform.mail.Mailbox;
import dev.guildhall.platform.mail.StoredMail;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/**
 * The demo's mailbox for programs: {@code /demo/mailbox.json?recipient=…}. Mounted in the demo
 * alone.
 */
final class MailboxJson implements Handler<RoutingContext> {

  private static final int SHOWN = 50;

  private final Mailbox mailbox;

  MailboxJson(Mailbox mailbox) {
    this.mailbox = mailbox;
  }

  @Override
  public void handle(RoutingContext context) {
    String recipient = context.request().getParam("recipient");
    var mails = recipient == null ? mailbox.latest(SHOWN) : mailbox.latestTo(recipient, SHOWN);
    mails
        .map(found -> Map.of("data", found.stream().map(MailboxJson::json).toList()))
        .onFailure(context::fail)
        .onSuccess(
            body ->
                context
                    .response()
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Cache-Control", "no-store")
                    .end(StrictJson.write(body)));
  }

  private static JsonObject json(StoredMail stored) {
    return new JsonObject()
        .put("recipient", stored.mail().recipient())
        .put("subject", stored.mail().subject())
        .put("body", stored.mail().body())
        .put("created_at", stored.createdAt().toString());
  }
}
