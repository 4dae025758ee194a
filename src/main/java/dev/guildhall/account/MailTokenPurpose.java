package dev.guildhall.account;

import java.time.Duration;

/** What a token sent by mail is good for. */
enum MailTokenPurpose {
  VERIFY_EMAIL(Duration.ofDays(3)),
  RESET_PASSWORD(Duration.ofHours(1));

  private final Duration life;

  MailTokenPurpose(Duration life) {
    this.life = life;
  }

  Duration life() {
    return life;
  }
}
