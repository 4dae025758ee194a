package dev.guildhall.account;

import dev.guildhall.platform.sql.Database;

/**
 * Ends sessions whose time is over and removes what nobody can use any more. Harmless on several
 * nodes at once.
 */
final class AccountCleanupJob {

  private final Database database;
  private final Sessions sessions;
  private final MailTokenRepository mailTokens;
  private final InvitationRepository invitations;
  private final SignInFailureRepository failures;
  private final SigningKeyRepository signingKeys;

  AccountCleanupJob(
      Database database,
      Sessions sessions,
      MailTokenRepository mailTokens,
      InvitationRepository invitations,
      SignInFailureRepository failures,
      SigningKeyRepository signingKeys) {
    this.database = database;
    this.sessions = sessions;
    this.mailTokens = mailTokens;
    this.invitations = invitations;
    this.failures = failures;
    this.signingKeys = signingKeys;
  }

  /** Returns how many sessions it ended, so that it is called again while there may be more. */
  int run() {
    int ended = sessions.endExpired().await();
    if (ended == 0) {
      mailTokens.deleteOld(database.client()).await();
      invitations.deleteOld(database.client()).await();
      failures.deleteOld(database.client()).await();
      signingKeys.deleteOld(database.client()).await();
    }
    return ended;
  }
}
