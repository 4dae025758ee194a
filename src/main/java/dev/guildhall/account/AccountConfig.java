package dev.guildhall.account;

import dev.guildhall.platform.config.Secret;

/**
 * How accounts are kept.
 *
 * @param secret seals signing keys and derives refresh tokens; empty in a configuration that leaves
 *     it to the server to make one
 * @param issuer {@code iss} and {@code aud} of access tokens; another one for each installation
 * @param accessTokenSeconds life of an access token, at most 600
 * @param sessionDays how long a device stays signed in without being used
 * @param argon2MemoryKib memory of one hash; at least 19456 with 2 iterations (OWASP, RFC 9106)
 * @param argon2Threads passwords hashed at the same time
 * @param argon2Queue passwords that may wait for a thread; more are refused
 * @param signInFailures wrong passwords for one account from one network before waits begin
 */
public record AccountConfig(
    Secret secret,
    String issuer,
    int accessTokenSeconds,
    int sessionDays,
    int argon2MemoryKib,
    int argon2Iterations,
    int argon2Threads,
    int argon2Queue,
    int signInFailures) {

  public AccountConfig {
    if (accessTokenSeconds < 1 || accessTokenSeconds > 600) {
      throw new IllegalArgumentException(
          "accounts.access_token_seconds has to be between 1 and 600");
    }
    if (issuer.isBlank()) {
      throw new IllegalArgumentException("accounts.issuer must not be empty");
    }
    if (sessionDays < 1 || argon2Threads < 1 || argon2Queue < 1 || signInFailures < 1) {
      throw new IllegalArgumentException(
          "accounts.session_days, argon2_threads, argon2_queue and sign_in_failures have to be 1 or more");
    }
  }

  /** The same with a secret that was made here. */
  public AccountConfig withSecret(Secret made) {
    return new AccountConfig(
        made,
        issuer,
        accessTokenSeconds,
        sessionDays,
        argon2MemoryKib,
        argon2Iterations,
        argon2Threads,
        argon2Queue,
        signInFailures);
  }
}
