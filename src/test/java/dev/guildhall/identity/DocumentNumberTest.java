package dev.guildhall.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.guildhall.identity.DocumentNumber.Kind;
import dev.guildhall.platform.config.Secret;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DocumentNumberTest {

  private static final Secret FIRST = secret(1, 32);
  private static final Secret SECOND = secret(2, 32);

  static Secret secret(int seed, int bytes) {
    var key = new byte[bytes];
    Arrays.fill(key, (byte) seed);
    return new Secret(Base64.getEncoder().encodeToString(key));
  }

  private static DocumentNumber passport(String issuer, String number) {
    return new DocumentNumber(issuer, Kind.PASSPORT, number);
  }

  private static String hex(DocumentNumber number) {
    return number.digest(new KeyRing(Map.of("a", FIRST), "a")).hex();
  }

  @Test
  void oneDocumentHasOneDigestHoweverItIsWritten() {
    assertThat(hex(passport("UTO", "l898 902c-3<")))
        .isEqualTo(hex(passport("UTO", "L898902C3")))
        .hasSize(64);
    assertThat(hex(passport("D", "C01X00T47"))).isEqualTo(hex(passport("DEU", "C01X00T47")));
    assertThat(hex(passport("UTO", "L898902C3".repeat(3)))).hasSize(64);
  }

  @Test
  void anotherDocumentHasAnotherDigest() {
    var one = hex(passport("UTO", "L898902C3"));
    assertThat(hex(passport("UTO", "L898902C4"))).isNotEqualTo(one);
    assertThat(hex(passport("FRA", "L898902C3"))).isNotEqualTo(one);
    assertThat(hex(new DocumentNumber("UTO", Kind.CARD, "L898902C3"))).isNotEqualTo(one);
    assertThat(hex(passport("UTO", "L898902CO"))).isNotEqualTo(hex(passport("UTO", "L898902C0")));
  }

  @Test
  void aZoneHasItsNumber() {
    var text =
        """
        I<UTOD231458907<<<<<<<<<<<<<<<
        7408122F1204159UTO<<<<<<<<<<<6
        ERIKSSON<<ANNA<MARIA<<<<<<<<<<
        """;
    var today = LocalDate.of(2026, 12, 1);
    for (var first : new String[] {"I<", "ID", "AC", "C<"}) {
      assertThat(ZoneReader.read(first + text.substring(2), today))
          .isInstanceOfSatisfying(
              ZoneReading.Read.class,
              read ->
                  assertThat(DocumentNumber.of(read.zone()))
                      .isEqualTo(new DocumentNumber("UTO", Kind.CARD, "D23145890")));
    }
  }

  @Test
  void whatWasHashedUnderAnOlderKeyIsFound() {
    var number = passport("UTO", "L898902C3");
    var kept = number.digest(new KeyRing(Map.of("a", FIRST), "a"));

    var rotated = new KeyRing(Map.of("a", FIRST, "b", SECOND), "b");

    assertThat(number.digests(rotated))
        .hasSize(2)
        .contains(kept)
        .startsWith(number.digest(rotated));
    assertThat(number.digest(rotated).keyId()).isEqualTo("b");
    assertThat(number.digest(rotated).hex()).isNotEqualTo(kept.hex());
  }

  @Test
  void aNumberIsNotPrinted() {
    assertThat(passport("UTO", "L898902C3")).hasToString("DocumentNumber[UTO PASSPORT]");
  }

  @Test
  void aDocumentHasANumber() {
    assertThatIllegalArgumentException().isThrownBy(() -> passport("UTO", "<<<"));
  }

  @Test
  void keysAreLongAndOneIsCurrent() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KeyRing(Map.of("a", secret(1, 31)), "a"))
        .withMessageContaining("a has less than 32 bytes");
    assertThatIllegalArgumentException().isThrownBy(() -> new KeyRing(Map.of("a", FIRST), "b"));
  }
}
