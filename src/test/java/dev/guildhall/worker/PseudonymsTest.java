package dev.guildhall.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.platform.config.Secret;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PseudonymsTest {

  private static final Secret SECRET = new Secret("a secret of the server");
  private static final UUID PROJECT = new UUID(1, 2);
  private static final UUID OTHER_PROJECT = new UUID(1, 3);
  private static final UUID WORKER = new UUID(7, 8);

  @Test
  void aWorkerKeepsTheNameWithinAProject() {
    String name = Pseudonyms.of(SECRET, PROJECT).of(WORKER);

    assertThat(name).matches("[0-9a-hjkmnp-tv-z]{12}");
    assertThat(Pseudonyms.of(SECRET, PROJECT).of(WORKER)).isEqualTo(name);
    assertThat(Pseudonyms.of(SECRET, PROJECT).of(new UUID(7, 9))).isNotEqualTo(name);
  }

  @Test
  void aWorkerHasAnotherNameInAnotherProjectAndUnderAnotherSecret() {
    String name = Pseudonyms.of(SECRET, PROJECT).of(WORKER);

    assertThat(Pseudonyms.of(SECRET, OTHER_PROJECT).of(WORKER)).isNotEqualTo(name);
    assertThat(Pseudonyms.of(new Secret("another"), PROJECT).of(WORKER)).isNotEqualTo(name);
  }
}
