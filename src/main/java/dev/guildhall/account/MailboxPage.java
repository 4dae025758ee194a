package dev.guildhall.account;

import dev.guildhall.platform.mail.Mailbox;
import dev.guildhall.platform.mail.StoredMail;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The demo's mailbox: the latest messages with links to follow, instead of a mail server. It shows
 * everybody's messages, so it is mounted in the demo only.
 */
public final class MailboxPage implements Handler<RoutingContext> {

  private static final int LATEST = 50;
  private static final Pattern LINK = Pattern.compile("https?://[A-Za-z0-9._~:/?=%&#\\[\\]-]+");
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>Mailbox</title>
      <style>
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem }
        article { border-top: 1px solid #8886; padding: 1rem 0 }
        h2 { font-size: 1.1rem; margin: 0 }
        p { margin: .25rem 0; opacity: .7 }
        pre { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere }
      </style>
      <h1>Mailbox</h1>
      <p>Messages that this demo would send, newest first. Reload to see new ones.</p>
      """;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final Mailbox mailbox;

  public MailboxPage(Mailbox mailbox) {
    this.mailbox = mailbox;
  }

  @Override
  public void handle(RoutingContext context) {
    mailbox
        .latest(LATEST)
        .onSuccess(
            messages ->
                context
                    .response()
                    .putHeader("Content-Type", "text/html; charset=utf-8")
                    .putHeader("Content-Security-Policy", POLICY)
                    .putHeader("Referrer-Policy", "no-referrer")
                    .putHeader("X-Content-Type-Options", "nosniff")
                    .putHeader("Cache-Control", "no-store")
                    .end(html(messages)))
        .onFailure(context::fail);
  }

  static String html(List<StoredMail> messages) {
    var page = new StringBuilder(HEAD);
    if (messages.isEmpty()) {
      page.append("<p>No messages yet.</p>\n");
    }
    messages.forEach(message -> append(page, message));
    return page.append("</html>\n").toString();
  }

  private static void append(StringBuilder page, StoredMail message) {
    page.append("<article><h2>")
        .append(escaped(message.mail().subject()))
        .append("</h2><p>to ")
        .append(escaped(message.mail().recipient()))
        .append(", <time>")
        .append(TIME.format(message.createdAt()))
        .append("</time></p><pre>")
        .append(linked(message.mail().body()))
        .append("</pre></article>\n");
  }

  private static String linked(String text) {
    var html = new StringBuilder();
    Matcher link = LINK.matcher(text);
    int end = 0;
    while (link.find()) {
      String address = escaped(link.group());
      html.append(escaped(text.substring(end, link.start())))
          .append("<a rel=\"noreferrer\" href=\"")
          .append(address)
          .append("\">")
          .append(address)
          .append("</a>");
      end = link.end();
    }
    return html.append(escaped(text.substring(end))).toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
