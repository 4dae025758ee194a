package dev.guildhall.account;

import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.http.Routes;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/** The organisation operations of the contract. */
final class OrganisationRoutes implements Routes {

  private final Members members;
  private final Invitations invitations;
  private final ApiKeys apiKeys;

  OrganisationRoutes(Members members, Invitations invitations, ApiKeys apiKeys) {
    this.members = members;
    this.invitations = invitations;
    this.apiKeys = apiKeys;
  }

  private record RoleChange(Role role) {}

  private record InvitationDraft(String email, Role role) {}

  private record ListShown<T>(List<T> data) {}

  @Override
  public void bind(Binder to) {
    to.on("listOrganisations", this::list)
        .on("listMembers", this::listMembers)
        .on("changeMember", this::changeMember)
        .on("removeMember", this::removeMember)
        .on("inviteMember", this::invite)
        .on("acceptInvitation", this::accept)
        .on("listApiKeys", this::listKeys)
        .on("createApiKey", this::createKey)
        .on("revokeApiKey", this::revokeKey);
  }

  private Future<Response> list(Request request) {
    return members
        .organisationsOf(new AccountId(request.principal().accountId()))
        .map(all -> Response.ok(new ListShown<>(all)));
  }

  private Future<Response> listMembers(Request request) {
    return members.list(request.principal(), organisation(request)).map(Response::ok);
  }

  private Future<Response> changeMember(Request request) {
    return members
        .change(
            request.principal(),
            organisation(request),
            member(request),
            request.body(RoleChange.class).role())
        .map(Response::ok);
  }

  private Future<Response> removeMember(Request request) {
    return members
        .remove(request.principal(), organisation(request), member(request))
        .map(_ -> Response.noContent());
  }

  private Future<Response> invite(Request request) {
    var draft = request.body(InvitationDraft.class);
    return invitations
        .invite(
            request.principal(),
            organisation(request),
            EmailAddress.parse(draft.email()),
            draft.role(),
            request.locale())
        .map(Response::created);
  }

  private Future<Response> accept(Request request) {
    return invitations
        .accept(request.principal(), request.body().getString("token"))
        .map(Response::ok);
  }

  private Future<Response> listKeys(Request request) {
    return apiKeys
        .list(request.principal(), organisation(request))
        .map(keys -> Response.ok(new ListShown<>(keys)));
  }

  private Future<Response> createKey(Request request) {
    return apiKeys
        .create(request.principal(), organisation(request), request.body(ApiKeys.Draft.class))
        .map(Response::created);
  }

  private Future<Response> revokeKey(Request request) {
    return apiKeys
        .revoke(
            request.principal(),
            organisation(request),
            parsed(request, "api_key_id", ApiKeyId::parse, "API key"))
        .map(_ -> Response.noContent());
  }

  private static OrganisationId organisation(Request request) {
    return parsed(request, "organisation_id", OrganisationId::parse, "organisation");
  }

  private static AccountId member(Request request) {
    return parsed(request, "account_id", AccountId::parse, "member");
  }

  /** The contract's pattern lets a few texts through that hold more than 128 bits. */
  private static <T> T parsed(
      Request request, String parameter, Function<String, T> parse, String what) {
    try {
      return parse.apply(request.path(parameter));
    } catch (IllegalArgumentException e) {
      throw new Refusal.NotFound(what);
    }
  }
}
