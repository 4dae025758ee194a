package dev.guildhall.scenario;

import static dev.guildhall.scenario.World.draft;
import static dev.guildhall.scenario.World.eventually;
import static dev.guildhall.scenario.World.live;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.simulation.Person;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Of work that more want than there is. */
class OffersIT {

  private static final int WANTING = 8;
  private static final int WINDOW_SECONDS = 3;

  @RegisterExtension
  static final TestServer server =
      new TestServer(
          configuration ->
              configuration.withWork(configuration.work().withOfferSeconds(WINDOW_SECONDS)));

  @Test
  void scarceWorkIsOfferedToSomeAtATimeUntilItIsTaken() {
    var world = new World(server.url());
    String project = live(world.requester(), draft().put("overlap", 1), 2);
    var people = IntStream.range(0, WANTING).mapToObj(_ -> world.worker()).toList();
    people.forEach(person -> person.acknowledge(project, 1));
    people.forEach(Person::feed);

    eventually(() -> people.stream().anyMatch(person -> offer(person).isPresent()));
    var cards = people.stream().map(OffersIT::offer).flatMap(Optional::stream).toList();
    assertThat(cards).anyMatch(offer -> !offer.getBoolean("yours"));
    assertThat(cards).allMatch(offer -> offer.getInstant("until") != null);

    // Whoever asks in each window gets it in the end, and nobody gets what was offered to others.
    var taken = new ArrayList<String>();
    eventually(
        () -> {
          taken.addAll(claims(people, project));
          return taken.size() == 2;
        });
    assertThat(taken).doesNotHaveDuplicates();
  }

  @Test
  void whoeverWatchesIsToldOfTheirOffers() throws Exception {
    var world = new World(server.url());
    String project = live(world.requester(), draft().put("overlap", 1), 1);
    var people = IntStream.range(0, WANTING).mapToObj(_ -> world.worker()).toList();
    people.forEach(person -> person.acknowledge(project, 1));
    var streams = new ArrayList<EventStream>();
    for (Person person : people) {
      streams.add(new EventStream(server.url(), world.token(person), null));
    }
    people.forEach(Person::feed);

    eventually(() -> streams.stream().anyMatch(stream -> stream.has("offer")));
    for (int i = 0; i < WANTING; i++) {
      if (streams.get(i).has("offer")) {
        assertThat(streams.get(i).next("offer").getString("project_id")).isEqualTo(project);
      }
      streams.get(i).close();
    }
    assertThat(people).anyMatch(person -> person.claim(UUID.randomUUID(), project).isPresent());
  }

  @Test
  void workThatThereIsEnoughOfIsNotDrawnFor() {
    var world = new World(server.url());
    var requester = world.requester();
    String project = live(requester, draft(), 50);
    var worker = world.worker();
    worker.acknowledge(project, 1);

    assertThat(worker.claim(UUID.randomUUID(), project)).isPresent();
    assertThat(
            card(worker, project).flatMap(card -> Optional.ofNullable(card.getJsonObject("offer"))))
        .isEmpty();
    // With so much else to do, nothing would be scarce in the other tests.
    requester.pause(project);
  }

  private static List<String> claims(List<Person> people, String project) {
    var got = new ArrayList<String>();
    for (Person person : people) {
      person
          .claim(UUID.randomUUID(), project)
          .ifPresent(held -> got.add(held.getJsonObject("task").getString("id")));
    }
    return got;
  }

  private static Optional<JsonObject> offer(Person person) {
    return person.feed().getJsonArray("cards").stream()
        .map(card -> ((JsonObject) card).getJsonObject("offer"))
        .filter(offer -> offer != null)
        .findFirst();
  }

  private static Optional<JsonObject> card(Person person, String project) {
    return person.feed().getJsonArray("cards").stream()
        .map(JsonObject.class::cast)
        .filter(card -> card.getString("project_id").equals(project))
        .findFirst();
  }
}
