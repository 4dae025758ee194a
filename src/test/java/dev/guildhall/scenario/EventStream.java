package dev.guildhall.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A device that listens to the stream of what happens. */
final class EventStream implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Message END = new Message("end", new JsonObject(), "");

  private final HttpResponse<Stream<String>> answer;
  private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
  private volatile String lastId = "";

  record Message(String name, JsonObject facts, String id) {}

  /**
   * @param lastId where an earlier stream had come; null: none
   */
  EventStream(String url, String token, @Nullable String lastId) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(url + "/v1/stream"))
            .header("Authorization", "Bearer " + token)
            .header("Accept-Encoding", "gzip");
    if (lastId != null) {
      request.header("Last-Event-ID", lastId);
    }
    this.answer = HTTP.send(request.build(), BodyHandlers.ofLines());
    Thread.ofVirtual().start(this::read);
  }

  HttpResponse<?> answer() {
    return answer;
  }

  /** The id of the last message, or of a sign of life, that came. */
  String lastId() {
    return lastId;
  }

  private void read() {
    var fields = new HashMap<String, String>();
    try {
      answer.body().forEach(line -> take(line, fields));
    } catch (RuntimeException _) {
      // Broken off; what came before was taken.
    }
    messages.add(END);
  }

  private void take(String line, Map<String, String> fields) {
    if (!line.isEmpty()) {
      int colon = line.indexOf(": ");
      fields.put(line.substring(0, colon), line.substring(colon + 2));
      return;
    }
    lastId = fields.getOrDefault("id", lastId);
    if (fields.containsKey("event")) {
      messages.add(
          new Message(fields.get("event"), new JsonObject(fields.get("data")), fields.get("id")));
    }
    fields.clear();
  }

  /** The next change of an assignment, which has to be this one; its claim may be told before. */
  JsonObject change(String change) throws InterruptedException {
    var told = next("assignment");
    if ("claimed".equals(told.getString("change"))) {
      told = next("assignment");
    }
    assertThat(told.getString("change")).isEqualTo(change);
    return told;
  }

  /** The next message of that name within twenty seconds; others before it are passed over. */
  JsonObject next(String name) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (true) {
      var message = messages.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (message == null || message.equals(END) && !name.equals(END.name())) {
        throw new AssertionError("no " + name + " came");
      }
      if (message.name().equals(name)) {
        return message.facts();
      }
    }
  }

  /** Whether a message of that name has come and was not taken yet. */
  boolean has(String name) {
    return messages.stream().anyMatch(message -> message.name().equals(name));
  }

  /** Whatever comes next within half a second. */
  Optional<String> anything() throws InterruptedException {
    return Optional.ofNullable(messages.poll(500, TimeUnit.MILLISECONDS)).map(Message::name);
  }

  @Override
  public void close() {
    answer.body().close();
  }
}
