package dev.guildhall.platform.http;

import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who is asking.
 *
 * @param accountId the account, or for an API key the account that made it
 * @param access what the contract's {@code x-access} lists may admit them to
 * @param scopes of an API key; empty means a signed-in person, whom scopes do not bind
 * @param attributes ids that features attach, such as the session or the organisation of an API key
 */
public record Principal(
    UUID accountId, Set<String> access, Set<String> scopes, Map<String, UUID> attributes) {

  public boolean is(String role) {
    return access.contains(role);
  }

  public boolean isApiKey() {
    return !scopes.isEmpty();
  }

  public Optional<UUID> attribute(String name) {
    return Optional.ofNullable(attributes.get(name));
  }

  /** An attribute that the operation's access rule implies. */
  public UUID required(String name) {
    return attribute(name).orElseThrow(() -> new Refusal.Forbidden(ErrorCode.FORBIDDEN));
  }
}
