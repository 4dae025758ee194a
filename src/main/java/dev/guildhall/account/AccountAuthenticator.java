package dev.guildhall.account;

import dev.guildhall.platform.http.Authenticator;
import dev.guildhall.platform.http.Principal;
import io.vertx.core.Future;

/** Takes access tokens of sessions and secrets of API keys. */
final class AccountAuthenticator implements Authenticator {

  private final AccessTokens tokens;
  private final Principals principals;

  AccountAuthenticator(AccessTokens tokens, Principals principals) {
    this.tokens = tokens;
    this.principals = principals;
  }

  @Override
  public Future<Principal> authenticate(String bearerToken) {
    return ApiKeySecret.isOne(bearerToken)
        ? principals.ofKey(bearerToken)
        : tokens
            .verify(bearerToken)
            .compose(token -> principals.ofSession(token.account(), token.session()));
  }
}
