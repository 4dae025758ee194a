package dev.guildhall.platform.event;

import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.testing.TestPlatform;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The event log never fills up. */
class PartitionJobIT {

  @RegisterExtension static final TestPlatform test = new TestPlatform();

  private final EventLog log = new EventLog();
  private final PartitionJob job = new PartitionJob(test.platform().database());

  @BeforeEach
  void nothingIsMadeYet() {
    test.sql("truncate event, event_block cascade");
    arrivesAt(1);
  }

  @Test
  void thereIsAlwaysRoomAhead() {
    job.run();
    assertThat(partitions()).contains("event_0", "event_1");

    arrivesAt(PartitionJob.SPAN - 1);
    append();
    append();
    job.run();

    assertThat(partitions()).contains("event_2");
    assertThat(rows("event_0")).isEqualTo(1);
    assertThat(rows("event_1")).isEqualTo(1);
  }

  @Test
  void whatNobodyMadeAPlaceForIsTakenAllTheSame() {
    arrivesAt(50 * PartitionJob.SPAN);

    append();

    assertThat(rows("event_last_resort")).isEqualTo(1);
  }

  @Test
  void aPartOfTheLogIsNeverChangedEither() {
    append();

    assertThat(
            await(
                test.platform()
                    .database()
                    .client()
                    .query("delete from event_0")
                    .execute()
                    .map("deleted")
                    .otherwise(Throwable::getMessage)))
        .contains("never changed");
  }

  private void append() {
    var event = new Event("test.grown", test.newId(), null, new JsonObject());
    await(test.platform().database().inTransaction(tx -> log.append(tx, event)));
  }

  private static void arrivesAt(long id) {
    test.sql("select setval(pg_get_serial_sequence('event', 'id'), $1, false)", id);
  }

  private static List<String> partitions() {
    return test
        .sql("select inhrelid::regclass::text from pg_inherits where inhparent = 'event'::regclass")
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static long rows(String partition) {
    return test.sql("select count(*) from " + partition).getFirst().getLong(0);
  }
}
