package dev.guildhall.account;

import dev.guildhall.platform.http.Principal;
import io.vertx.core.Future;
import java.util.List;

/** Who belongs to which organisation, and as what. */
public interface Memberships {

  /** Fails with NotFound when {@code who} is no member, with Forbidden when the role is too low. */
  Future<Void> require(Principal who, OrganisationId organisation, Role atLeast);

  /** The organisations of that kind that {@code who} belongs to. */
  Future<List<OrganisationId>> of(Principal who, OrganisationKind kind);
}
