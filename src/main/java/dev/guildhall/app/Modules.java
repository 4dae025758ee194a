package dev.guildhall.app;

import dev.guildhall.account.AccountConfig;
import dev.guildhall.account.AccountModule;
import dev.guildhall.account.Memberships;
import dev.guildhall.account.PrincipalSource;
import dev.guildhall.account.RegistrationListener;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.http.Authenticator;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.project.ProjectModule;
import java.util.ArrayList;
import java.util.List;

/** Every feature, wired by hand in tier order; a feature is given those above it. */
final class Modules implements AutoCloseable {

  private final List<Routes> routes = new ArrayList<>();
  private final AccountModule account;

  /**
   * @param secret of the installation; never empty
   */
  Modules(Platform platform, Configuration configuration, Secret secret, String publicUrl) {
    List<RegistrationListener> listeners = List.of();
    List<PrincipalSource> sources = List.of();
    this.account =
        new AccountModule(
            platform, sealedBy(secret, configuration.accounts()), publicUrl, listeners, sources);
    routes.addAll(account.routes());

    var project = new ProjectModule(platform, account.memberships());
    routes.addAll(project.routes());
  }

  List<Routes> routes() {
    return List.copyOf(routes);
  }

  Authenticator authenticator() {
    return account.authenticator();
  }

  Memberships memberships() {
    return account.memberships();
  }

  @Override
  public void close() {
    account.close();
  }

  private static AccountConfig sealedBy(Secret secret, AccountConfig config) {
    return new AccountConfig(
        secret,
        config.issuer(),
        config.accessTokenSeconds(),
        config.sessionDays(),
        config.argon2MemoryKib(),
        config.argon2Iterations(),
        config.argon2Threads(),
        config.argon2Queue(),
        config.signInFailures());
  }
}
