package dev.guildhall.worker;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.sql.Sql;
import java.util.Optional;

/** The kind of device that somebody works on, as it says itself; it is not a proof. */
public enum Device {
  PHONE,
  TABLET,
  COMPUTER;

  /**
   * By {@code User-Agent}: browsers on phones say "Mobi", tablets say what they are or "Android"
   * without it. A request that says nothing comes from a computer.
   *
   * @see <a
   *     href="https://developer.mozilla.org/docs/Web/HTTP/Browser_detection_using_the_user_agent">MDN,
   *     Browser detection using the user agent</a>
   */
  public static Device of(Request request) {
    return of(Optional.ofNullable(request.rawHeader("User-Agent")).orElse(""));
  }

  static Device of(String userAgent) {
    if (userAgent.contains("iPad") || userAgent.contains("Tablet")) {
      return TABLET;
    }
    if (userAgent.contains("Mobi")) {
      return PHONE;
    }
    return userAgent.contains("Android") ? TABLET : COMPUTER;
  }

  @JsonCreator
  public static Device parse(String wire) {
    return Sql.constant(Device.class, wire);
  }

  @JsonValue
  public String wire() {
    return Sql.wire(this);
  }
}
