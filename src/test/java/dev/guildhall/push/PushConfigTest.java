package dev.guildhall.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushConfigTest {

  private final PushConfig config = new PushConfig("push.apple.com  fcm.googleapis.com 127.0.0.1");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://fcm.googleapis.com/fcm/send/abc",
        "https://web.push.apple.com/abc",
        "https://FCM.googleapis.com:443/abc",
        "http://127.0.0.1:9000/abc"
      })
  void listedServicesAreCalled(String endpoint) {
    assertThat(config.admits(URI.create(endpoint))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://fcm.googleapis.com/abc",
        "https://evilpush.apple.com/abc",
        "https://push.apple.com.evil.example/abc",
        "https://someone@push.apple.com/abc",
        "https://10.0.0.1/abc",
        "http://localhost/abc",
        "file:///etc/passwd",
        "push.apple.com"
      })
  void nothingElseIs(String endpoint) {
    assertThat(config.admits(URI.create(endpoint))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://push.apple.com/abc", "https:///abc"})
  void withoutServicesNothingIsCalled(String endpoint) {
    assertThat(new PushConfig("").admits(URI.create(endpoint))).isFalse();
  }
}
