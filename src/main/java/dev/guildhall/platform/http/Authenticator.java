package dev.guildhall.platform.http;

import io.vertx.core.Future;

/** Finds out who a bearer token belongs to. */
@FunctionalInterface
public interface Authenticator {

  /**
   * The principal behind the token; fails with {@link
   * dev.guildhall.platform.error.Refusal.Unauthenticated} when it is not one of ours, has expired
   * or was ended.
   */
  Future<Principal> authenticate(String bearerToken);
}
