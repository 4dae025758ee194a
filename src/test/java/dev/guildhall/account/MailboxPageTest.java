package dev.guildhall.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.platform.mail.Mail;
import dev.guildhall.platform.mail.StoredMail;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailboxPageTest {

  private static String page(String subject, String body) {
    return MailboxPage.html(
        List.of(new StoredMail(new Mail("a@example.org", subject, body), Instant.EPOCH)));
  }

  @Test
  void linksCanBeFollowed() {
    assertThat(page("Hello", "Go:\nhttp://127.0.0.1:8080/verify?token=a-b_c&x=1\n"))
        .contains(
            "<a rel=\"noreferrer\" href=\"http://127.0.0.1:8080/verify?token=a-b_c&amp;x=1\">");
  }

  @Test
  void timesCanBeRead() {
    assertThat(page("Hello", "Go")).contains("<time>1 January 1970, 00:00 UTC</time>");
  }

  @Test
  void whatAMessageHoldsIsNeverMarkup() {
    String page =
        page(
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)> javascript:alert(1) https://x/\"onclick=y");

    assertThat(page).doesNotContain("<script", "<img", "href=\"javascript", "\"onclick");
  }
}
