package dev.guildhall.account;

import io.vertx.core.buffer.Buffer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The secret of an API key, {@code ghk_<8 characters to recognise it by>_<256 bits>}. The fixed
 * beginning lets scanners find one that was published by mistake.
 */
record ApiKeySecret(String prefix, String text) {

  private static final Pattern FORM = Pattern.compile("ghk_[a-v0-9]{8}_[A-Za-z0-9_-]{43}");

  static ApiKeySecret random() {
    var letters = new StringBuilder();
    for (byte b : RandomText.bytes(8)) {
      letters.append(Integer.toString(b & 31, 32));
    }
    String prefix = "ghk_" + letters.toString().toLowerCase(Locale.ROOT);
    return new ApiKeySecret(prefix, prefix + '_' + RandomText.token());
  }

  static boolean isOne(String bearerToken) {
    return FORM.matcher(bearerToken).matches();
  }

  Buffer hash() {
    return Hashes.sha256(text);
  }

  @Override
  public String toString() {
    return prefix + "_[redacted]";
  }
}
