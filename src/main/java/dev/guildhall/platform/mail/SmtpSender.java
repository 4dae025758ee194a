package dev.guildhall.platform.mail;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;

/** Sends through an SMTP server. */
public final class SmtpSender implements MailSender {

  private static final int CONNECT_MS = 10_000;
  // A connection on which nothing travels is not kept, or a server that hung would use them all up.
  private static final int IDLE_SECONDS = 20;

  private final MailClient client;
  private final String from;

  public SmtpSender(Vertx vertx, MailConfig config) {
    var options =
        new io.vertx.ext.mail.MailConfig()
            .setHostname(config.host())
            .setPort(config.port())
            .setConnectTimeout(CONNECT_MS)
            .setIdleTimeout(IDLE_SECONDS)
            .setStarttls(config.tls() ? StartTLSOptions.REQUIRED : StartTLSOptions.DISABLED);
    if (!config.user().isEmpty()) {
      options.setUsername(config.user()).setPassword(config.password().reveal());
    }
    this.client = MailClient.create(vertx, options);
    this.from = config.from();
  }

  @Override
  public Future<Void> send(Mail mail) {
    return client
        .sendMail(
            new MailMessage()
                .setFrom(from)
                .setTo(mail.recipient())
                .setSubject(mail.subject())
                .setText(mail.body()))
        .mapEmpty();
  }
}
