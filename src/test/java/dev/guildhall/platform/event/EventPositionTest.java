package dev.guildhall.platform.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventPositionTest {

  @Test
  void seesWhatWasNotRunningWhenItWasTaken() {
    var position = new EventPosition(5, 9, Set.of(5L, 7L));

    assertThat(LongStream.range(0, 12).filter(position::saw).boxed())
        .containsExactly(0L, 1L, 2L, 3L, 4L, 6L, 8L);
  }

  @Test
  void hasSeenAllOfAnotherWhenNothingTheOtherSawIsMissing() {
    var random = new Random(3);
    int seen = 0;
    for (int round = 0; round < 2_000; round++) {
      var one = position(random);
      var other = position(random);

      boolean all =
          LongStream.range(0, 40).allMatch(number -> one.saw(number) || !other.saw(number));

      seen += all ? 1 : 0;
      assertThat(one.sawAllOf(other)).as("%s over %s", one, other).isEqualTo(all);
    }
    assertThat(seen).isBetween(100, 1_900);
  }

  @Test
  void isWrittenAsItIsRead() {
    var random = new Random(4);
    for (int round = 0; round < 200; round++) {
      var position = position(random);
      assertThat(EventPosition.parse(position.toString())).contains(position);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1", "1:2", "a:b:c", "1:2:3,", "-1:2:", "1:2:3;4", "99999999999999999999:1:"})
  void whatIsNoPositionIsNotRead(String text) {
    assertThat(EventPosition.parse(text)).isEmpty();
  }

  private static EventPosition position(Random random) {
    long first = random.nextInt(20);
    long next = first + random.nextInt(8);
    var running = new HashSet<Long>();
    LongStream.range(first, next).filter(_ -> random.nextInt(3) == 0).forEach(running::add);
    return new EventPosition(first, next, Set.copyOf(running));
  }
}
