/**
 * Logins, sessions, organisations and their roles, invitations, API keys.
 *
 * <p>Tables: account, email_token, session, sign_in_failure, organisation, membership, invitation,
 * api_key, signing_key.
 *
 * <p>Invariants: only hashes of what grants access are stored (tokens by SHA-256, passwords by
 * Argon2id, signing keys sealed); a refresh token works once; what an account may do is read from
 * the database, never from a token, and is at most five seconds old; no answer tells whether an
 * address is registered.
 *
 * <p>Times of what is stored are judged by PostgreSQL's clock, one for all nodes; only access
 * tokens are judged by the node's.
 *
 * <p>Easy to get wrong: comparing addresses that did not pass through {@link EmailAddress};
 * refusing inside a transaction whose effect (ending a stolen session) has to stay; logging a
 * record that holds a password (they are {@code Secret}s).
 */
@NullMarked
package dev.guildhall.account;

import org.jspecify.annotations.NullMarked;
