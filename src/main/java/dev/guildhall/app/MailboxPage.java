package dev.guildhall.app;

import dev.guildhall.platform.json.StrictJson;
import dev.guildhall.platform.mail.StoredMail;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code /demo/mailbox}: what would have been sent by mail, for everyone to read. Mounted in the
 * demo alone. {@code /demo/mailbox.json?recipient=…} is the same for programs.
 */
final class MailboxPage {

  private static final int SHOWN = 50;
  private static final Pattern LINK = Pattern.compile("https?://[^\\s<]+");
  private static final String CSP =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Mailbox of the demo</title>
      <style>
      :root { color-scheme: light dark; }
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
      article { border-top: 1px solid #8886; padding: 1rem 0; }
      h2 { font-size: 1rem; margin: 0; }
      p { margin: 0; opacity: .75; }
      pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; }
      </style>
      </head>
      <body>
      <h1>Mailbox</h1>
      <p>The demo sends no mail. What it would have sent stands here, newest first.</p>
      %s
      </body>
      </html>
      """;

  private final Mailbox mailbox;

  MailboxPage(Mailbox mailbox) {
    this.mailbox = mailbox;
  }

  void mount(Router router) {
    router.get("/demo/mailbox").handler(this::page);
    router.get("/demo/mailbox.json").handler(this::json);
  }

  private void page(RoutingContext context) {
    mailbox
        .latest(SHOWN)
        .onFailure(context::fail)
        .onSuccess(
            mails ->
                context
                    .response()
                    .putHeader("Content-Type", "text/html; charset=utf-8")
                    .putHeader("Content-Security-Policy", CSP)
                    .putHeader("Cache-Control", "no-store")
                    .end(PAGE.formatted(articles(mails))));
  }

  private void json(RoutingContext context) {
    String recipient = context.request().getParam("recipient");
    var mails = recipient == null ? mailbox.latest(SHOWN) : mailbox.latestTo(recipient, SHOWN);
    mails
        .onFailure(context::fail)
        .onSuccess(
            found ->
                context
                    .response()
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Cache-Control", "no-store")
                    .end(
                        StrictJson.write(
                            Map.of("data", found.stream().map(MailboxPage::json).toList()))));
  }

  private static JsonObject json(StoredMail stored) {
    return new JsonObject()
        .put("recipient", stored.mail().recipient())
        .put("subject", stored.mail().subject())
        .put("body", stored.mail().body())
        .put("created_at", stored.createdAt().toString());
  }

  private static String articles(List<StoredMail> mails) {
    return mails.isEmpty()
        ? "<p>Nothing yet.</p>"
        : mails.stream().map(MailboxPage::article).collect(Collectors.joining("\n"));
  }

  private static String article(StoredMail stored) {
    var mail = stored.mail();
    return "<article><h2>%s</h2><p>to %s, %s</p><pre>%s</pre></article>"
        .formatted(
            escaped(mail.subject()),
            escaped(mail.recipient()),
            stored.createdAt(),
            LINK.matcher(escaped(mail.body())).replaceAll("<a href=\"$0\">$0</a>"));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
