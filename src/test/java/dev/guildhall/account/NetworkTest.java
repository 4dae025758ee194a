package dev.guildhall.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.200, true",
    "192.0.2.7, 192.0.3.7, false",
    "2001:db8:1:2::5, 2001:db8:1:ffff::9, true",
    "2001:db8:1::5, 2001:db8:2::5, false",
    "unknown, unknown, true"
  })
  void addressesOfOneProviderBlockAreOneNetwork(String one, String other, boolean same) {
    assertThat(Network.of(one).equals(Network.of(other))).isEqualTo(same);
  }
}
