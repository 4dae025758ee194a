package dev.guildhall.account;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.http.Authenticator;
import dev.guildhall.platform.http.Routes;
import java.time.Duration;
import java.util.List;

/** Wires the account feature. Closing it stops the threads that hash passwords. */
public final class AccountModule implements AutoCloseable {

  private final PasswordHashing hashing;
  private final Authenticator authenticator;
  private final Memberships memberships;
  private final Notices notices;
  private final List<Routes> routes;
  private final AccountCleanupJob cleanup;

  // What the tests of this package look at from the inside.
  final SigningKeys signingKeys;
  final AccessTokens accessTokens;
  final Registrations registrations;
  final Passwords passwords;
  final Sessions sessions;
  final Profiles profiles;
  final Members members;
  final Invitations invitations;
  final ApiKeys apiKeys;

  /**
   * @param publicUrl what links in messages start with; with https, cookies are {@code Secure}
   * @param listeners told of each registration, in this order
   * @param sources asked for what principals carry
   */
  public AccountModule(
      Platform platform,
      AccountConfig config,
      String publicUrl,
      List<RegistrationListener> listeners,
      List<PrincipalSource> sources) {
    this(platform, config, publicUrl, listeners, sources, Ticker.systemTicker());
  }

  AccountModule(
      Platform platform,
      AccountConfig config,
      String publicUrl,
      List<RegistrationListener> listeners,
      List<PrincipalSource> sources,
      Ticker ticker) {
    var database = platform.database();
    var secret = new ServerSecret(config.secret());
    var accounts = new AccountRepository();
    var sessionRepository = new SessionRepository();
    var mailTokens = new MailTokenRepository();
    var organisations = new OrganisationRepository();
    var invitationRepository = new InvitationRepository();
    var failures = new SignInFailureRepository();
    var signingKeyRepository = new SigningKeyRepository();
    var mails = new AccountMails(publicUrl);

    hashing = new PasswordHashing(platform.vertx(), config);
    signingKeys =
        new SigningKeys(
            database,
            signingKeyRepository,
            new Seal(secret.key("signing keys")),
            Duration.ofSeconds(config.accessTokenSeconds()),
            ticker);
    accessTokens = new AccessTokens(signingKeys, config, platform.time());
    var principals = new Principals(database, new PrincipalRepository(), sources, ticker);
    authenticator = new AccountAuthenticator(accessTokens, principals);
    memberships = new Memberships(platform, organisations);
    notices = new Notices(platform.mail(), organisations, mails);
    var throttle = new SignInThrottle(database, failures, config.signInFailures());
    var credentials = new Credentials(database, accounts, hashing, throttle);

    sessions =
        new Sessions(
            platform,
            sessionRepository,
            accounts,
            credentials,
            accessTokens,
            principals,
            secret.key("refresh tokens"),
            config.sessionDays());
    registrations =
        new Registrations(
            platform, accounts, mailTokens, mails, hashing, memberships, principals, listeners);
    passwords =
        new Passwords(
            platform,
            accounts,
            mailTokens,
            mails,
            hashing,
            credentials,
            throttle,
            sessions,
            principals);
    profiles = new Profiles(platform, accounts, organisations);
    apiKeys = new ApiKeys(platform, new ApiKeyRepository(), organisations, memberships, principals);
    members =
        new Members(
            platform, organisations, invitationRepository, apiKeys, memberships, principals);
    invitations =
        new Invitations(
            platform,
            invitationRepository,
            organisations,
            accounts,
            memberships,
            mails,
            principals);
    cleanup =
        new AccountCleanupJob(
            database, sessions, mailTokens, invitationRepository, failures, signingKeyRepository);

    routes =
        List.of(
            new AccountRoutes(registrations, passwords, profiles),
            new SessionRoutes(
                sessions,
                signingKeys,
                new RefreshCookie(publicUrl, Duration.ofDays(config.sessionDays()))),
            new OrganisationRoutes(members, invitations, apiKeys));
    platform.jobs().every("account-cleanup", Duration.ofMinutes(10), cleanup::run);
  }

  public List<Routes> routes() {
    return routes;
  }

  public Authenticator authenticator() {
    return authenticator;
  }

  public Memberships memberships() {
    return memberships;
  }

  /** For features that have something to tell an organisation. */
  public Notices notices() {
    return notices;
  }

  AccountCleanupJob cleanup() {
    return cleanup;
  }

  @Override
  public void close() {
    hashing.close();
  }
}
