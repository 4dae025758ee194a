package dev.guildhall.platform.mail;

import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.platform.config.Secret;
import dev.guildhall.testing.TestPlatform;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.net.NetSocket;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Mail goes over real connections, to servers that are as bad as servers get. */
class MailQueueIT {

  @RegisterExtension static final TestPlatform test = new TestPlatform();

  private static final Mail MAIL = new Mail("ada@example.org", "Hello", "A text");
  private static final Duration PATIENT = Duration.ofSeconds(10);

  private final List<Mail> sent = new ArrayList<>();

  @BeforeEach
  void empty() {
    test.sql("delete from mail");
  }

  @Test
  void aMessageIsHandedToTheServerAndMarked() {
    var texts = new CompletableFuture<String>();
    var queue = queue(smtp(socket -> converse(socket, texts)), PATIENT);
    enqueue(queue);

    assertThat(queue.run()).isEqualTo(1);
    assertThat(queue.run()).isZero();

    assertThat(texts.join()).contains("Subject: Hello", "A text");
    assertThat(stored().getString("state")).isEqualTo("sent");
  }

  @Test
  void aServerThatHangsHoldsNothingAndTheMessageIsTriedAgain() {
    var met = new CompletableFuture<NetSocket>();
    var queue = queue(smtp(met::complete), Duration.ofMillis(500));
    enqueue(queue);
    var free = met.thenApplyAsync(_ -> test.sql("select id from mail for update nowait"));

    assertThat(queue.run()).isEqualTo(1);

    assertThat(free.join()).hasSize(1);
    assertThat(stored().getString("state")).isEqualTo("waiting");
    assertThat(stored().getInteger("attempts")).isEqualTo(1);
    assertThat(queue.run()).as("not due yet").isZero();
  }

  @Test
  void aServerThatRefusesIsAskedTenTimes() {
    var queue = queue(smtp(socket -> socket.write("554 not today\r\n")), PATIENT);
    enqueue(queue);

    int attempts = 0;
    while (queue.run() == 1) {
      attempts++;
      test.sql("update mail set run_after = clock_timestamp() where state = 'waiting'");
    }

    assertThat(attempts).isEqualTo(10);
    assertThat(stored().getString("state")).isEqualTo("failed");
  }

  @Test
  void aMessageIsSentByOneNodeAtATime() {
    var answer = Promise.<Void>promise();
    var asked = new CompletableFuture<Mail>();
    var first = queue(mail -> hung(mail, asked, answer), PATIENT);
    var second = queue(this::keep, PATIENT);
    enqueue(first);
    var running = CompletableFuture.supplyAsync(first::run);
    asked.join();

    assertThat(second.run()).isZero();
    answer.complete();
    running.join();

    assertThat(stored().getString("state")).isEqualTo("sent");
  }

  @Test
  void aMessageWhoseNodeDiedIsSentByAnother() {
    var queue = queue(this::keep, PATIENT);
    enqueue(queue);
    test.sql(
        "update mail set state = 'sending', attempts = 1, lease_until = clock_timestamp() - interval '1 second'");

    assertThat(queue.run()).isEqualTo(1);

    assertThat(sent).containsExactly(MAIL);
    assertThat(stored().getString("state")).isEqualTo("sent");
  }

  @Test
  void whoLostTheLeaseChangesNothingAnyMore() {
    var answer = Promise.<Void>promise();
    var asked = new CompletableFuture<Mail>();
    var slow = queue(mail -> hung(mail, asked, answer), PATIENT);
    enqueue(slow);
    var running = CompletableFuture.supplyAsync(slow::run);
    asked.join();
    test.sql("update mail set lease_until = clock_timestamp() - interval '1 second'");

    assertThat(queue(this::keep, PATIENT).run()).isEqualTo(1);
    answer.fail("too late");
    running.join();

    assertThat(stored().getString("state")).isEqualTo("sent");
  }

  private Future<Void> keep(Mail mail) {
    sent.add(mail);
    return Future.succeededFuture();
  }

  private static Future<Void> hung(Mail mail, CompletableFuture<Mail> asked, Promise<Void> answer) {
    asked.complete(mail);
    return answer.future();
  }

  private static MailQueue queue(MailSender sender, Duration patience) {
    return new MailQueue(test.platform().database(), test.platform().ids(), sender, patience);
  }

  private static void enqueue(MailQueue queue) {
    await(test.platform().database().inTransaction(tx -> queue.enqueue(tx, MAIL)));
  }

  private static Row stored() {
    return test.sql("select * from mail").getFirst();
  }

  private static MailSender smtp(Handler<NetSocket> server) {
    var vertx = test.platform().vertx();
    var listening = await(vertx.createNetServer().connectHandler(server).listen(0, "localhost"));
    return new SmtpSender(
        vertx,
        new MailConfig(
            "localhost", listening.actualPort(), "", new Secret(""), false, "us@example.org"));
  }

  /** As much of an SMTP server as one message needs. */
  private static void converse(NetSocket socket, CompletableFuture<String> texts) {
    var data = new StringBuilder();
    socket.write("220 ready\r\n");
    socket.handler(
        bytes -> {
          String said = bytes.toString();
          data.append(said);
          if (said.startsWith("DATA")) {
            socket.write("354 go on\r\n");
          } else if (said.endsWith("\r\n.\r\n")) {
            texts.complete(data.toString());
            socket.write("250 taken\r\n");
          } else if (said.startsWith("QUIT")) {
            socket.end(io.vertx.core.buffer.Buffer.buffer("221 bye\r\n"));
          } else if (said.matches("(?s)(EHLO|HELO|MAIL|RCPT|RSET).*")) {
            socket.write("250 fine\r\n");
          }
        });
  }
}
