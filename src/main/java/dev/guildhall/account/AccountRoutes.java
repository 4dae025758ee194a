package dev.guildhall.account;

import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.http.Routes;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Objects;

/** The account operations of the contract. */
final class AccountRoutes implements Routes {

  private final Registrations registrations;
  private final Passwords passwords;
  private final Profiles profiles;

  AccountRoutes(Registrations registrations, Passwords passwords, Profiles profiles) {
    this.registrations = registrations;
    this.passwords = passwords;
    this.profiles = profiles;
  }

  private record PasswordReset(String token, Secret password) {}

  private record PasswordChange(Secret currentPassword, Secret newPassword) {}

  @Override
  public void bind(Binder to) {
    to.on("registerAccount", this::register)
        .on("verifyEmail", this::verify)
        .on("requestVerification", this::requestVerification)
        .on("requestPasswordReset", this::requestReset)
        .on("resetPassword", this::reset)
        .on("getMe", this::me)
        .on("updateMe", this::change)
        .on("changePassword", this::changePassword);
  }

  private Future<Response> register(Request request) {
    var registration = Registration.of(request.body(), request.locale());
    return registrations
        .register(registration, request.locale())
        .map(
            _ ->
                Response.json(
                    202, Map.of("email", registration.email().value(), "verification", "sent")));
  }

  private Future<Response> verify(Request request) {
    return registrations.verify(request.body().getString("token")).map(_ -> Response.noContent());
  }

  private Future<Response> requestVerification(Request request) {
    return registrations.requestVerification(email(request)).map(_ -> Response.accepted());
  }

  private Future<Response> requestReset(Request request) {
    return passwords.requestReset(email(request)).map(_ -> Response.accepted());
  }

  private static EmailAddress email(Request request) {
    return EmailAddress.ofSignIn(request.body().getString("email"));
  }

  private Future<Response> reset(Request request) {
    var reset = request.body(PasswordReset.class);
    return passwords
        .reset(reset.token(), reset.password(), request.locale())
        .map(_ -> Response.noContent());
  }

  private Future<Response> me(Request request) {
    return profiles.get(request.principal()).map(AccountRoutes::shown);
  }

  private Future<Response> change(Request request) {
    var expected = request.ifMatch();
    return profiles
        .change(
            request.principal(),
            request.body(MeChange.class),
            me -> expected.admit(tag(me)::equals))
        .map(AccountRoutes::shown);
  }

  /** By content, for what is shown changes with the organisations too. */
  private static Response shown(Me me) {
    return Response.ok(me).taggedByContent();
  }

  private static String tag(Me me) {
    return Objects.requireNonNull(shown(me).etag());
  }

  private Future<Response> changePassword(Request request) {
    var change = request.body(PasswordChange.class);
    var principal = request.principal();
    return passwords
        .change(
            new AccountId(principal.accountId()),
            new SessionId(principal.required("session")),
            change.currentPassword(),
            change.newPassword(),
            Network.of(request.caller()),
            request.locale())
        .map(_ -> Response.noContent());
  }
}
