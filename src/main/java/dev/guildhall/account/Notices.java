package dev.guildhall.account;

import dev.guildhall.account.OrganisationRepository.Recipient;
import dev.guildhall.platform.mail.MailQueue;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;

/** Messages to the people who run an organisation, each in their own language. */
public final class Notices {

  private final MailQueue mail;
  private final OrganisationRepository organisations;
  private final AccountMails mails;

  Notices(MailQueue mail, OrganisationRepository organisations, AccountMails mails) {
    this.mail = mail;
    this.organisations = organisations;
    this.mails = mails;
  }

  /**
   * Writes to one of them, or where that person runs it no more, or cannot be written to, to all;
   * otherwise like {@link #send}.
   */
  public Future<Void> sendTo(
      SqlConnection tx,
      OrganisationId organisation,
      AccountId person,
      String key,
      String path,
      Map<String, String> facts) {
    return organisations
        .reachable(tx, organisation, Role.EDITOR)
        .compose(
            people ->
                enqueue(
                    tx,
                    people.stream().anyMatch(one -> one.id().equals(person))
                        ? people.stream().filter(one -> one.id().equals(person)).toList()
                        : people,
                    key,
                    path,
                    facts));
  }

  /**
   * Writes to every owner and editor with a confirmed address, in the transaction of what they are
   * told of.
   *
   * @param key of the message in the bundle of mails
   * @param path where its link leads, in the web client
   * @param facts what the message names; what people wrote has passed {@code ShownName.inMail}
   */
  public Future<Void> send(
      SqlConnection tx,
      OrganisationId organisation,
      String key,
      String path,
      Map<String, String> facts) {
    return organisations
        .reachable(tx, organisation, Role.EDITOR)
        .compose(people -> enqueue(tx, people, key, path, facts));
  }

  private Future<Void> enqueue(
      SqlConnection tx,
      List<Recipient> people,
      String key,
      String path,
      Map<String, String> facts) {
    return Future.all(
            people.stream()
                .map(
                    person ->
                        mail.enqueue(
                            tx, mails.notice(key, person.email(), person.locale(), path, facts)))
                .toList())
        .mapEmpty();
  }
}
