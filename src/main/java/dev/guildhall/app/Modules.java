package dev.guildhall.app;

import dev.guildhall.platform.Platform;
import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Authenticator;
import dev.guildhall.platform.http.Routes;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Every feature, wired by hand in tier order; a feature is given those above it. */
final class Modules {

  private final List<Routes> routes = new ArrayList<>();

  Modules(Platform platform, Configuration configuration, Secret secret, String publicUrl) {}

  List<Routes> routes() {
    return List.copyOf(routes);
  }

  Authenticator authenticator() {
    return _ -> Future.failedFuture(new Refusal.Unauthenticated(ErrorCode.TOKEN_INVALID));
  }
}
