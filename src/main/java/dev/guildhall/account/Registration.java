package dev.guildhall.account;

import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.json.ShownName;
import io.vertx.core.json.JsonObject;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/**
 * What somebody registers with.
 *
 * @param facts the whole body without the password, for the features that listen
 */
record Registration(
    EmailAddress email,
    Secret password,
    String displayName,
    String kind,
    Optional<String> organisationName,
    String locale,
    String timeZone,
    JsonObject facts) {

  /**
   * @param locale of the request, for a body that names none
   */
  static Registration of(JsonObject body, Locale locale) {
    var facts = body.copy();
    var password = new Secret((String) facts.remove("password"));
    var email = EmailAddress.parse(body.getString("email"));
    String name = ShownName.cleaned(body.getString("display_name"), "/display_name");
    facts.put("email", email.value()).put("display_name", name);
    return new Registration(
        email,
        password,
        name,
        body.getString("kind"),
        Optional.ofNullable(body.getString("organisation_name"))
            .map(text -> ShownName.cleaned(text, "/organisation_name")),
        body.getString("locale", locale.toLanguageTag()),
        timeZone(body.getString("time_zone", "UTC")),
        facts);
  }

  /** A zone that this server knows, under its own name. */
  static String timeZone(String text) {
    if (!ZoneId.getAvailableZoneIds().contains(text)) {
      throw Refusal.Invalid.field(
          "/time_zone", "unknown_zone", "Use an IANA time zone such as Europe/London.");
    }
    return text;
  }

  boolean isRequester() {
    return kind.equals("requester");
  }
}
