package dev.guildhall.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;

/**
 * Which document it is among all that there are. It is the same for every organisation, so that one
 * document cannot stand for two people; of it only the {@link Digest} is ever kept.
 *
 * <p>Neither kind nor issuer is under a check digit: somebody who types them wrongly on purpose
 * gets another digest. Whoever looks at the photo compares them.
 *
 * @param number letters A to Z and digits only
 */
record DocumentNumber(String issuer, Kind kind, String number) {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String PURPOSE = "guildhall document number 1";

  /** Cards begin with A, C or I as the issuer likes, which would be an easy way to be another. */
  enum Kind {
    PASSPORT,
    VISA,
    CARD;

    private static Kind of(String code) {
      return switch (code.charAt(0)) {
        case 'P' -> PASSPORT;
        case 'V' -> VISA;
        default -> CARD;
      };
    }
  }

  /**
   * A keyed hash of the number.
   *
   * @param keyId under which key it was made
   * @param hex 64 digits, whatever the number's length
   */
  record Digest(String keyId, String hex) {}

  DocumentNumber {
    number = number.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    if (number.isEmpty()) {
      throw new IllegalArgumentException("A document without a number");
    }
    // Germany's own single letter, and what others write for it.
    issuer = issuer.equals("D") ? "DEU" : issuer;
  }

  static DocumentNumber of(MachineReadableZone zone) {
    return new DocumentNumber(zone.issuer(), Kind.of(zone.code()), zone.number());
  }

  /** To be kept. */
  Digest digest(KeyRing keys) {
    return digest(keys, keys.current());
  }

  /** To look for: the number itself is not kept, so a digest stays under the key that it has. */
  List<Digest> digests(KeyRing keys) {
    return keys.ids().stream().map(id -> digest(keys, id)).toList();
  }

  private Digest digest(KeyRing keys, String id) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(keys.key(id, ALGORITHM, PURPOSE).orElseThrow());
      return new Digest(
          id, HexFormat.of().formatHex(mac.doFinal(canonical().getBytes(StandardCharsets.UTF_8))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String canonical() {
    return issuer + '|' + kind + '|' + number;
  }

  /** Without the number, which is nobody's business in a log. */
  @Override
  public String toString() {
    return "DocumentNumber[" + issuer + ' ' + kind + ']';
  }
}
