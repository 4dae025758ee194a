package dev.guildhall.platform.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class MetersTest {

  @Test
  void aGaugeIsReadForAsLongAsTheNodeRuns() {
    var meters = new Meters();
    meters.gauge("some.value", seven()::sum);

    System.gc();

    assertThat(meters.scrape()).contains("guildhall_some_value 7.0");
  }

  private static LongAdder seven() {
    var seven = new LongAdder();
    seven.add(7);
    return seven;
  }
}
