package dev.guildhall.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.identity.MachineReadableZone.Fault;
import dev.guildhall.identity.MachineReadableZone.Sex;
import dev.guildhall.identity.ZoneFormat.Field;
import dev.guildhall.identity.ZoneFormat.Span;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZoneReaderTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 12, 1);
  private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<";

  private static final String PASSPORT =
      """
      P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
      L898902C36UTO7408122F1204159ZE184226B<<<<<10
      """;

  // The specimens of Doc 9303.
  private static Stream<String> specimens() {
    return Stream.of(
        PASSPORT,
        """
        I<UTOD231458907<<<<<<<<<<<<<<<
        7408122F1204159UTO<<<<<<<<<<<6
        ERIKSSON<<ANNA<MARIA<<<<<<<<<<
        """,
        """
        I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<
        D231458907UTO7408122F1204159<<<<<<<6
        """,
        """
        V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
        L8988901C4XXX4009078F96121096ZE184226B<<<<<<
        """,
        """
        V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<
        L8988901C4XXX4009078F9612109<<<<<<<<
        """);
  }

  private static MachineReadableZone read(String text) {
    return switch (ZoneReader.read(text, TODAY)) {
      case ZoneReading.Read(var zone) -> zone;
      case ZoneReading.Faulty(var faults) -> throw new AssertionError(faults);
    };
  }

  private static List<Fault> faults(String text) {
    return switch (ZoneReader.read(text, TODAY)) {
      case ZoneReading.Read(var zone) -> throw new AssertionError(zone);
      case ZoneReading.Faulty(var faults) -> faults;
    };
  }

  private static String replaced(String text, String old, String with) {
    assertThat(text).contains(old);
    return text.replace(old, with);
  }

  @ParameterizedTest
  @MethodSource("specimens")
  void theSpecimensAreRead(String text) {
    var zone = read(text);

    assertThat(zone.surname()).isEqualTo("ERIKSSON");
    assertThat(zone.givenNames()).isEqualTo("ANNA MARIA");
    assertThat(zone.issuer()).isEqualTo("UTO");
    assertThat(zone.sex()).isEqualTo(Sex.FEMALE);
    assertThat(zone.cut()).isFalse();
  }

  @Test
  void aPassportSaysEverything() {
    assertThat(read(PASSPORT))
        .isEqualTo(
            new MachineReadableZone(
                ZoneFormat.TD3,
                "P",
                "UTO",
                "L898902C3",
                "UTO",
                new PartialDate(1974, 8, 12),
                Sex.FEMALE,
                new PartialDate(2012, 4, 15),
                "ERIKSSON",
                "ANNA MARIA",
                false,
                "ZE184226B"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        I<UTOD23145890<7349<<<<<<<<<<<
        3407127M9507122UTO<<<<<<<<<<<2
        STEVENSON<<PETER<JOHN<<<<<<<<<
        """,
        """
        I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<
        D23145890<UTO3407127M95071227349<<<8
        """
      })
  void aNumberOfMoreThanNineCharactersGoesOnInTheOptionalPart(String text) {
    assertThat(read(text).number()).isEqualTo("D23145890734");
    assertThat(read(text).optional()).isEmpty();
    assertThat(faults(replaced(text, "7349", "7348")).getFirst().field()).isEqualTo(Field.NUMBER);
  }

  @Test
  void howItWasTypedDoesNotMatter() {
    var zone = read(PASSPORT);

    assertThat(read(PASSPORT.toLowerCase(Locale.ROOT))).isEqualTo(zone);
    assertThat(read(PASSPORT.replace("<<", "« "))).isEqualTo(zone);
    assertThat(read("\u200B" + PASSPORT.replace("<", "＜").replace("\n", " \r\n\r\n")))
        .isEqualTo(zone);
    assertThat(read(PASSPORT.replace("\n", ""))).as("without breaks").isEqualTo(zone);
    assertThat(read(PASSPORT.replaceAll("(.{20})", "$1\n"))).as("broken").isEqualTo(zone);
    assertThat(read(PASSPORT.replaceFirst("MARIA<+", "MARIA"))).as("no filler").isEqualTo(zone);
    assertThat(read(PASSPORT.replaceFirst("MARIA", "MARIA<<<"))).as("too much").isEqualTo(zone);
  }

  @Test
  void whatIsNoZoneIsToldSo() {
    assertThat(faults("").getFirst().detail()).contains("This has none");
    assertThat(faults("Anna Maria Eriksson").getFirst().code()).isEqualTo("shape");
    assertThat(faults("P<UTO\nL898902C3").getFirst().detail()).contains("This has 5 and 9");
    assertThat(faults("x".repeat(100_000)).getFirst().code()).isEqualTo("shape");
  }

  @Test
  void aLineThatIsTooShortIsNamed() {
    var fault = faults(replaced(PASSPORT, "<<<<<10", "<<<<10")).getFirst();

    assertThat(fault.line()).isEqualTo(2);
    assertThat(fault.detail())
        .isEqualTo("Line 2 has 43 characters and should have 44: one is missing.");
  }

  @Test
  void aCharacterThatCannotStandThereIsNamedWithWhatItMayBe() {
    var fault = faults(replaced(PASSPORT, "7408122F", "74O8122F")).getFirst();

    assertThat(fault)
        .isEqualTo(
            new Fault(
                2,
                16,
                Field.BIRTH,
                "character",
                "Line 2, column 16 (date of birth): a digit stands here, and this is O. Perhaps it is 0."));
    assertThat(faults(replaced(PASSPORT, "ANNA", "4NN?")))
        .extracting(Fault::column)
        .containsExactly(16, 19);
  }

  @Test
  void aSlipIsFoundByItsCheckDigitAndProposedWhenOnlyOneWouldDo() {
    var fault = faults(replaced(PASSPORT, "L898902C3", "L8989O2C3")).getFirst();

    assertThat(fault.column()).isEqualTo(10);
    assertThat(fault.field()).isEqualTo(Field.NUMBER);
    assertThat(fault.detail())
        .startsWith("Line 2, column 10 is the check digit of the document number. It is 6, and")
        .endsWith("Perhaps column 6 of line 2 is 0 and not O.");
    assertThat(faults(replaced(PASSPORT, "ZE184226B<<<<<10", "ZE184226B<<<<<11")))
        .singleElement()
        .satisfies(one -> assertThat(one.detail()).contains("all fields together"));
  }

  @Test
  void codesOfStatesAreThoseThatThereAre() {
    assertThat(faults(replaced(PASSPORT, "P<UTO", "P<QQQ")).getFirst().code()).isEqualTo("state");
    for (String code : List.of("D<<", "GBN", "EUE", "XXA", "RKS", "CHN")) {
      assertThat(read(replaced(PASSPORT, "P<UTO", "P<" + code)).issuer())
          .isEqualTo(code.replace("<", ""));
    }
  }

  @Test
  void yearsOfTwoDigitsAreThoseThatCanBe() {
    assertThat(read(passport("261201", "300101")).birth().year()).isEqualTo(2026);
    assertThat(read(passport("261202", "300101")).birth().year())
        .as("not tomorrow")
        .isEqualTo(1926);
    assertThat(read(passport("740812", "761130")).expiry())
        .isEqualTo(new PartialDate(2076, 11, 30));
    assertThat(read(passport("740812", "990101")).expiry()).isEqualTo(new PartialDate(1999, 1, 1));
  }

  @Test
  void partsOfADateMayBeUnknown() {
    assertThat(read(passport("7408<<", "300101")).birth())
        .isEqualTo(new PartialDate(1974, 8, null));
    assertThat(read(passport("74<<<<", "<<<<<<")).birth().latest())
        .isEqualTo(LocalDate.of(1974, 12, 31));
    assertThat(read(passport("740812", "<<<<<<")).expiry()).isNull();
    for (String no : List.of("741301", "740230", "74<<12", "<<0812", "7<0812", "740800")) {
      assertThat(faults(passport(no, "300101")).getFirst().code()).as(no).isEqualTo("date");
    }
    assertThat(read(passport("000229", "300101")).birth().day()).isEqualTo(29);
  }

  private static String passport(String birth, String expiry) {
    return new Written(
            ZoneFormat.TD3,
            "P<",
            "UTO",
            "L898902C3",
            "UTO",
            birth,
            "F",
            expiry,
            "ERIKSSON<<ANNA",
            "")
        .text();
  }

  @ParameterizedTest
  @EnumSource(ZoneFormat.class)
  void whatIsWrittenIsReadBack(ZoneFormat format) {
    var random = new SplittableRandom(9303);
    for (int i = 0; i < 500; i++) {
      var written = Written.drawn(format, random);
      var zone = read(written.text());

      assertThat(zone.format()).isEqualTo(format);
      assertThat(zone.number()).isEqualTo(written.number());
      assertThat(zone.nationality()).isEqualTo(written.nationality().replace("<", ""));
      assertThat(zone.surname() + "<<" + zone.givenNames())
          .isEqualTo(written.name().replaceAll("(?<!<)<(?!<)", " "));
      assertThat(zone.optional()).isEqualTo(written.optional());
      assertThat(zone.sex().letter()).isEqualTo(written.sex().charAt(0));
      assertThat(zone.birth().latest().isAfter(TODAY)).isFalse();
    }
  }

  /**
   * Of all wrong characters in fields that have a check digit, just those of an equal value stay.
   */
  @ParameterizedTest
  @EnumSource(ZoneFormat.class)
  void anyWrongCharacterIsFoundUnlessItIsWorthTheSame(ZoneFormat format) {
    var random = new SplittableRandom(17);
    for (int i = 0; i < 20; i++) {
      var text = Written.drawn(format, random).text();
      for (Span span : checked(format)) {
        for (int column = span.from(); column <= span.to(); column++) {
          expectFound(format, text, span.line(), column);
        }
      }
    }
  }

  private static void expectFound(ZoneFormat format, String text, int line, int column) {
    int at = (line - 1) * (format.width() + 1) + column - 1;
    char right = text.charAt(at);
    for (char wrong : ALPHABET.toCharArray()) {
      boolean isRead =
          ZoneReader.read(text.substring(0, at) + wrong + text.substring(at + 1), TODAY)
              instanceof ZoneReading.Read;
      if (wrong != right && isRead) {
        assertThat(value(wrong) % 10)
            .as("%s for %s at %d:%d of%n%s", wrong, right, line, column, text)
            .isEqualTo(value(right) % 10);
      }
    }
  }

  private static List<Span> checked(ZoneFormat format) {
    return format.checks().stream()
        .flatMap(check -> Stream.concat(check.over().stream(), Stream.of(check.digit())))
        .toList();
  }

  private static int value(char c) {
    return c == '<' ? 0 : Character.digit(c, 36);
  }

  /** Puts a zone together, by the document's own tables of positions. */
  private record Written(
      ZoneFormat format,
      String code,
      String issuer,
      String number,
      String nationality,
      String birth,
      String sex,
      String expiry,
      String name,
      String optional) {

    private static final List<String> STATES =
        List.of("D<<", "FRA", "CHN", "GBN", "XXA", "KEN", "UTO");
    private static final int LONGEST = 12;

    private static Written drawn(ZoneFormat format, SplittableRandom random) {
      boolean extends9 = format.continuesNumbers();
      int number = random.nextInt(1, (extends9 ? LONGEST : 9) + 1);
      int room =
          switch (format) {
            case TD1 -> 15;
            case TD2 -> 7;
            case TD3 -> 14;
            case MRV_A -> 16;
            case MRV_B -> 8;
          };
      int optional = number > 9 ? 0 : random.nextInt(room + 1);
      var birth = TODAY.minusDays(random.nextInt(1, 99 * 365));
      var expiry = TODAY.plusDays(random.nextInt(-9 * 365, 10 * 365));
      return new Written(
          format,
          format.isVisa() ? "V<" : format == ZoneFormat.TD3 ? "P<" : "ID",
          STATES.get(random.nextInt(STATES.size())),
          text(random, number, ALPHABET.substring(0, 36)),
          STATES.get(random.nextInt(STATES.size())),
          digits(birth),
          List.of("F", "M", "<").get(random.nextInt(3)),
          digits(expiry),
          text(random, random.nextInt(1, 12), "ABCXYZ")
              + "<"
              + text(random, random.nextInt(1, 6), "AEIOU")
              + "<<"
              + text(random, random.nextInt(1, 8), "KLMN"),
          text(random, optional, ALPHABET.substring(0, 36)));
    }

    private static String text(SplittableRandom random, int length, String of) {
      return IntStream.range(0, length)
          .mapToObj(_ -> String.valueOf(of.charAt(random.nextInt(of.length()))))
          .collect(Collectors.joining());
    }

    private static String digits(LocalDate date) {
      return "%02d%02d%02d"
          .formatted(date.getYear() % 100, date.getMonthValue(), date.getDayOfMonth());
    }

    private static String digit(String text) {
      int sum = 0;
      int[] weights = {7, 3, 1};
      for (int i = 0; i < text.length(); i++) {
        sum += value(text.charAt(i)) * weights[i % 3];
      }
      return String.valueOf(sum % 10);
    }

    private static String filled(String text, int width) {
      return text + "<".repeat(width - text.length());
    }

    private String text() {
      boolean goesOn = number.length() > 9;
      var first = filled(goesOn ? number.substring(0, 9) : number, 9);
      var numbered = first + (goesOn ? "<" : digit(first));
      var more = goesOn ? number.substring(9) + digit(number) : optional;
      var born = birth + digit(birth);
      var ends = expiry + digit(expiry);
      var lines = new ArrayList<String>();
      if (format == ZoneFormat.TD1) {
        var one = numbered + filled(more, 15);
        lines.add(code + issuer + one);
        lines.add(
            born
                + sex
                + ends
                + nationality
                + filled("", 11)
                + digit(one + born + ends + filled("", 11)));
        lines.add(filled(name, 30));
      } else {
        int width = format == ZoneFormat.TD3 || format == ZoneFormat.MRV_A ? 44 : 36;
        lines.add(filled(code + issuer + name, width));
        var line = numbered + nationality + born + sex + ends;
        lines.add(
            switch (format) {
              case TD1 -> throw new AssertionError();
              case TD2 -> line + filled(more, 7) + digit(numbered + born + ends + filled(more, 7));
              case TD3 -> {
                var own = filled(more, 14);
                var checked = own + digit(own);
                yield line + checked + digit(numbered + born + ends + checked);
              }
              case MRV_A, MRV_B -> filled(line + more, width);
            });
      }
      return String.join("\n", lines) + "\n";
    }
  }
}
