package dev.guildhall.account;

import dev.guildhall.platform.json.ShownName;
import dev.guildhall.platform.mail.Mail;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The messages that accounts get, in the account's language. What strangers wrote (a name in a
 * registration) is not repeated in them, for anybody can register anybody's address.
 */
final class AccountMails {

  private static final String BUNDLE = "messages.mail";

  private final String publicUrl;

  AccountMails(String publicUrl) {
    this.publicUrl =
        publicUrl.endsWith("/") ? publicUrl.substring(0, publicUrl.length() - 1) : publicUrl;
  }

  Mail verify(EmailAddress to, String locale, String token) {
    return mail("verify", to, locale, Map.of("link", publicUrl + "/verify?token=" + token));
  }

  Mail alreadyRegistered(EmailAddress to, String locale) {
    return mail("already_registered", to, locale, Map.of("link", publicUrl + "/"));
  }

  /**
   * For an account that was never confirmed and may have been opened by somebody else: choosing a
   * password makes it one's own.
   */
  Mail claimAccount(EmailAddress to, String locale, String token) {
    return mail("claim_account", to, locale, Map.of("link", publicUrl + "/reset?token=" + token));
  }

  Mail resetPassword(EmailAddress to, String locale, String token) {
    return mail("reset_password", to, locale, Map.of("link", publicUrl + "/reset?token=" + token));
  }

  Mail passwordChanged(EmailAddress to, String locale) {
    return mail("password_changed", to, locale, Map.of("link", publicUrl + "/"));
  }

  Mail invitation(EmailAddress to, String locale, String organisation, String token) {
    return mail(
        "invitation",
        to,
        locale,
        Map.of(
            "organisation",
            ShownName.inMail(organisation),
            "link",
            publicUrl + "/invitation?token=" + token));
  }

  /** A message with {@code facts} and a link to {@code path}. */
  Mail notice(String key, EmailAddress to, String locale, String path, Map<String, String> facts) {
    var all = new HashMap<>(facts);
    all.put("link", publicUrl + path);
    return mail(key, to, locale, all);
  }

  private static Mail mail(String key, EmailAddress to, String locale, Map<String, String> facts) {
    var language = Locale.forLanguageTag(locale);
    return new Mail(
        to.value(),
        filled(Texts.of(BUNDLE, language, key + ".subject"), facts),
        filled(Texts.of(BUNDLE, language, key + ".body"), facts));
  }

  private static String filled(String text, Map<String, String> facts) {
    String filled = text;
    for (var fact : facts.entrySet()) {
      filled = filled.replace('{' + fact.getKey() + '}', fact.getValue());
    }
    return filled;
  }
}
