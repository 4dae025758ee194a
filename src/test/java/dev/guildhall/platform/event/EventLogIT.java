package dev.guildhall.platform.event;

import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.testing.TestPlatform;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EventLogIT {

  @RegisterExtension static final TestPlatform test = new TestPlatform();

  @Test
  void anEventIsDeliveredOnceItIsCommittedAndOnlyThen() {
    var log = new EventLog();
    var seen = new ArrayList<String>();
    log.handle(
        "test.happened",
        "collector",
        event -> {
          seen.add(event.payload().getString("what"));
          return Future.succeededFuture();
        });
    var outbox = new OutboxJob(test.platform().database(), log);

    await(test.platform().database().inTransaction(tx -> log.append(tx, event("kept"))));
    await(
        test.platform()
            .database()
            .inTransaction(
                tx -> log.append(tx, event("lost")).compose(_ -> Future.failedFuture("no")))
            .otherwiseEmpty());
    outbox.run();
    outbox.run();

    assertThat(seen).containsExactly("kept");
  }

  @Test
  void aHandlerThatFailsIsAskedAgain() {
    var log = new EventLog();
    var calls = new AtomicInteger();
    log.handle(
        "test.retried",
        "flaky",
        _ ->
            calls.incrementAndGet() == 1
                ? Future.failedFuture("not yet")
                : Future.succeededFuture());
    var outbox = new OutboxJob(test.platform().database(), log);
    await(
        test.platform()
            .database()
            .inTransaction(
                tx ->
                    log.append(
                        tx, new Event("test.retried", test.newId(), null, new JsonObject()))));

    outbox.run();
    test.sql("update outbox set run_after = clock_timestamp()");
    outbox.run();
    outbox.run();

    assertThat(calls).hasValue(2);
    assertThat(test.sql("select 1 from outbox")).isEmpty();
  }

  @Test
  void theChainHoldsUntilARowIsTamperedWith() {
    var log = new EventLog();
    var chain = new ChainJob(test.platform().database(), log);
    for (int i = 0; i < 3; i++) {
      await(
          test.platform()
              .database()
              .inTransaction(tx -> log.append(tx, List.of(event("a"), event("b")))));
      chain.run();
    }

    assertThat(chain.firstBrokenBlock()).isEmpty();

    test.sql("alter table event disable trigger event_append_only");
    test.sql(
        "update event set payload = '{\"what\": \"forged\"}' where id = (select min(last_id) from event_block)");
    test.sql("alter table event enable trigger event_append_only");

    assertThat(chain.firstBrokenBlock()).hasValue(1L);
  }

  @Test
  void rowsOfTheLogCannotBeChanged() {
    await(
        test.platform().database().inTransaction(tx -> new EventLog().append(tx, event("fixed"))));

    assertThat(
            test.platform()
                .database()
                .client()
                .query("update event set type = 'x.y'")
                .execute()
                .map("changed")
                .otherwise("refused"))
        .satisfies(outcome -> assertThat(await(outcome)).isEqualTo("refused"));
  }

  private static Event event(String what) {
    return new Event("test.happened", test.newId(), null, new JsonObject().put("what", what));
  }
}
