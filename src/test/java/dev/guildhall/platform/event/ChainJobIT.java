package dev.guildhall.platform.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.platform.job.Workflows;
import dev.guildhall.testing.TestPlatform;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ChainJobIT {

  @RegisterExtension static final TestPlatform test = new TestPlatform();

  private final EventLog log = new EventLog();
  private final ChainJob chain = new ChainJob(test.platform().database(), log);

  @Test
  void theChainHoldsWhileItGrows() {
    for (int round = 0; round < 20; round++) {
      // Of a short chain the end is soon reached, and it is there that a block may come meanwhile.
      test.sql("truncate event, event_block cascade");
      var grown =
          Workflows.start(
              () -> {
                for (int i = 0; i < 12; i++) {
                  seal();
                }
                return true;
              });

      while (!grown.isComplete()) {
        assertThat(chain.firstBrokenBlock()).isEmpty();
      }
    }
  }

  /** A block of one event. */
  private void seal() {
    var event = new Event("test.grown", test.newId(), null, new JsonObject());
    test.platform().database().inTransaction(tx -> log.append(tx, event)).await();
    chain.run();
  }
}
