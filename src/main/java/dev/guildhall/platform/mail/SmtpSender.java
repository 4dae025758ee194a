package dev.guildhall.platform.mail;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;

/** Sends through an SMTP server. */
public final class SmtpSender implements MailSender {

  private final MailClient client;
  private final String from;

  public SmtpSender(Vertx vertx, MailConfig config) {
    var options =
        new io.vertx.ext.mail.MailConfig()
            .setHostname(config.host())
            .setPort(config.port())
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
