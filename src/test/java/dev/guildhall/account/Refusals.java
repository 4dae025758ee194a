package dev.guildhall.account;

import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import io.vertx.core.Future;

/** What tests say of refusals. */
final class Refusals {

  private Refusals() {}

  static void assertRefused(Future<?> answer, ErrorCode code) {
    assertThat(refusal(answer).code()).isEqualTo(code);
  }

  static Refusal refusal(Future<?> answer) {
    var failure = catchThrowable(() -> await(answer));
    assertThat(failure).isInstanceOf(Refusal.class);
    return (Refusal) failure;
  }
}
