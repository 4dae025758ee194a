package dev.guildhall.account;

import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import java.time.Duration;
import java.util.Optional;

/**
 * The refresh token of a browser: scripts cannot read it, other sites cannot send it, and it goes
 * to the session operations only. {@code Secure} wherever the server is reached by https.
 */
final class RefreshCookie {

  private static final String NAME = "guildhall_refresh";
  private static final String SET_COOKIE = "Set-Cookie";

  private final String attributes;
  private final Duration life;

  RefreshCookie(String publicUrl, Duration life) {
    this.attributes =
        "; Path=/v1/sessions; HttpOnly; SameSite=Strict"
            + (publicUrl.startsWith("https:") ? "; Secure" : "");
    this.life = life;
  }

  Optional<String> read(Request request) {
    return request.cookie(NAME).filter(value -> !value.isEmpty());
  }

  Response set(Response response, RefreshToken token) {
    return response.with(
        SET_COOKIE, NAME + '=' + token.text() + "; Max-Age=" + life.toSeconds() + attributes);
  }

  Response clear(Response response) {
    return response.with(SET_COOKIE, NAME + "=; Max-Age=0" + attributes);
  }
}
