package dev.guildhall.account;

import dev.guildhall.platform.error.Refusal;
import java.text.Normalizer;
import java.util.Locale;

/**
 * An e-mail address in the one form in which it is stored and compared: NFC, lower case.
 *
 * <p>Characters that mail software gives a meaning (a comma would add a second recipient) are
 * refused.
 */
record EmailAddress(String value) {

  private static final int MAX_LENGTH = 254;
  private static final String SPECIAL = "<>()[]{},;:\\\"'`|";

  /** For an address that is to be stored; refuses what mail cannot be sent to safely. */
  static EmailAddress parse(String text) {
    var address = ofSignIn(text);
    if (address.value.length() > MAX_LENGTH
        || address.value.chars().anyMatch(EmailAddress::isUnsafe)) {
      throw Refusal.Invalid.field("/email", "pattern", "Write the address as name@example.org.");
    }
    return address;
  }

  /** For an address that is only looked up: whatever it is, it is known or not. */
  static EmailAddress ofSignIn(String text) {
    return new EmailAddress(
        Normalizer.normalize(text.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT));
  }

  private static boolean isUnsafe(int c) {
    return SPECIAL.indexOf(c) >= 0
        || Character.isISOControl(c)
        || Character.isSpaceChar(c)
        || Character.getType(c) == Character.FORMAT;
  }

  String localPart() {
    int at = value.indexOf('@');
    return at < 0 ? value : value.substring(0, at);
  }

  @Override
  public String toString() {
    return value;
  }
}
