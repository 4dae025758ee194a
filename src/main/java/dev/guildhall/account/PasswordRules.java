package dev.guildhall.account;

import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which passwords are taken: 10 to 256 characters after NFC, spaces and every script welcome, no
 * rules of composition; not a common one, not little more than the address, the name or the
 * product, not one thing repeated.
 *
 * <p>NIST SP 800-63B-4 asks for 15 characters where a password stands alone. We take 10, because
 * most people who work here sign in on a phone, and make up for it: the list and the words of the
 * context are refused, each guess costs an Argon2id hash, and guesses are slowed by account and by
 * network. The floor rises to 15 by one constant when passkeys carry most sign-ins.
 */
final class PasswordRules {

  private static final int MIN_LENGTH = 10;
  private static final int MAX_LENGTH = 256;
  private static final int MIN_DIFFERENT = 5;
  private static final int MIN_OWN_CHARACTERS = 6;
  private static final int MIN_CONTEXT_WORD = 4;
  private static final String PRODUCT = "guildhall";
  private static final Set<String> COMMON = common();

  private PasswordRules() {}

  /** Why a password is not taken; the text is under {@code password.<name>}. */
  enum Weakness {
    TOO_SHORT,
    TOO_LONG,
    COMMON,
    REPETITIVE,
    CONTEXT
  }

  /** Throws {@code PASSWORD_WEAK} with the reason in the reader's language. */
  static void require(Secret password, Collection<String> context, Locale locale) {
    weakness(password.reveal(), context)
        .ifPresent(
            weakness -> {
              String key = "password." + weakness.name().toLowerCase(Locale.ROOT);
              throw new Refusal.Invalid(
                  ErrorCode.PASSWORD_WEAK,
                  Map.of("reason", Texts.of("messages.password", locale, key)));
            });
  }

  /**
   * @param context the address's local part, the person's name: words that a guesser tries first
   */
  static Optional<Weakness> weakness(String password, Collection<String> context) {
    String normal = Normalizer.normalize(password, Normalizer.Form.NFC);
    int length = normal.codePointCount(0, normal.length());
    if (length < MIN_LENGTH) {
      return Optional.of(Weakness.TOO_SHORT);
    }
    if (length > MAX_LENGTH) {
      return Optional.of(Weakness.TOO_LONG);
    }
    String folded = normal.toLowerCase(Locale.ROOT);
    if (isCommon(folded)) {
      return Optional.of(Weakness.COMMON);
    }
    if (folded.codePoints().distinct().count() < MIN_DIFFERENT || isRun(folded)) {
      return Optional.of(Weakness.REPETITIVE);
    }
    return isContext(folded, context) ? Optional.of(Weakness.CONTEXT) : Optional.empty();
  }

  /**
   * Also with the usual ornaments: {@code Password123!} is {@code password}, {@code
   * passwordpassword} too.
   */
  private static boolean isCommon(String folded) {
    String bare = folded.replaceAll("^[^\\p{L}]+|[^\\p{L}]+$", "");
    String plain =
        bare.replace('0', 'o')
            .replace('1', 'i')
            .replace('3', 'e')
            .replace('4', 'a')
            .replace('5', 's')
            .replace('@', 'a')
            .replace('$', 's')
            .replaceAll("[^\\p{L}\\p{N}]", "");
    return COMMON.contains(folded)
        || COMMON.contains(bare)
        || COMMON.contains(plain)
        || (plain.length() % 2 == 0
            && !plain.isEmpty()
            && plain.substring(plain.length() / 2).equals(plain.substring(0, plain.length() / 2))
            && COMMON.contains(plain.substring(plain.length() / 2)));
  }

  /**
   * Characters that follow each other all along, up or down: {@code 0123456789}, {@code
   * zyxwvutsrq}.
   */
  private static boolean isRun(String folded) {
    int steps = 0;
    for (int i = 1; i < folded.length(); i++) {
      if (Math.abs(folded.charAt(i) - folded.charAt(i - 1)) <= 1) {
        steps++;
      }
    }
    return steps >= folded.length() - 2;
  }

  private static boolean isContext(String folded, Collection<String> context) {
    String rest = folded.replace(PRODUCT, "");
    for (String phrase : context) {
      for (String word : phrase.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
        rest = word.length() < MIN_CONTEXT_WORD ? rest : rest.replace(word, "");
      }
    }
    return !rest.equals(folded)
        && rest.replaceAll("[^\\p{L}\\p{N}]", "").length() < MIN_OWN_CHARACTERS;
  }

  private static Set<String> common() {
    try (InputStream in = PasswordRules.class.getResourceAsStream("common-passwords.txt")) {
      if (in == null) {
        throw new IllegalStateException("common-passwords.txt is missing from the class path");
      }
      return List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\\R")).stream()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
