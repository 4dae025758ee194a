package dev.guildhall.account;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An API key as it is shown.
 *
 * @param secret in the answer that makes the key, and nowhere else
 * @param lastUsedAt to the minute; null before the first use
 * @param expiresAt null: until it is revoked
 */
record ApiKey(
    ApiKeyId id,
    String name,
    List<String> scopes,
    String prefix,
    @Nullable String secret,
    Instant createdAt,
    @Nullable Instant lastUsedAt,
    @Nullable Instant expiresAt) {

  ApiKey withSecret(String text) {
    return new ApiKey(id, name, scopes, prefix, text, createdAt, lastUsedAt, expiresAt);
  }

  @Override
  public String toString() {
    return "ApiKey[" + id + ", " + prefix + "]";
  }
}
