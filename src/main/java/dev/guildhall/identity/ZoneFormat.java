package dev.guildhall.identity;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where what stands in a machine-readable zone, by ICAO Doc 9303, parts 4 to 7. */
enum ZoneFormat {
  /** Cards of the size of a credit card (part 5). */
  TD1(3, 30) {
    @Override
    void layOut() {
      put(Field.CODE, at(1, 1, 2));
      put(Field.ISSUER, at(1, 3, 5));
      put(Field.NUMBER, at(1, 6, 14), at(1, 15, 15));
      put(Field.OPTIONAL, at(1, 16, 30));
      put(Field.BIRTH, at(2, 1, 6), at(2, 7, 7));
      put(Field.SEX, at(2, 8, 8));
      put(Field.EXPIRY, at(2, 9, 14), at(2, 15, 15));
      put(Field.NATIONALITY, at(2, 16, 18));
      put(Field.MORE_OPTIONAL, at(2, 19, 29));
      put(Field.NAME, at(3, 1, 30));
      whole(at(2, 30, 30), at(1, 6, 30), at(2, 1, 7), at(2, 9, 15), at(2, 19, 29));
    }
  },
  /** Larger cards (part 6). */
  TD2(2, 36) {
    @Override
    void layOut() {
      twoLines();
      put(Field.OPTIONAL, at(2, 29, 35));
      whole(at(2, 36, 36), at(2, 1, 10), at(2, 14, 20), at(2, 22, 35));
    }
  },
  /** Passports (part 4). */
  TD3(2, 44) {
    @Override
    void layOut() {
      twoLines();
      put(Field.OPTIONAL, at(2, 29, 42), at(2, 43, 43));
      whole(at(2, 44, 44), at(2, 1, 10), at(2, 14, 20), at(2, 22, 43));
    }
  },
  /** Visas of the size of a passport's page (part 7). */
  MRV_A(2, 44) {
    @Override
    void layOut() {
      twoLines();
      put(Field.OPTIONAL, at(2, 29, 44));
    }
  },
  /** Smaller visas (part 7). */
  MRV_B(2, 36) {
    @Override
    void layOut() {
      twoLines();
      put(Field.OPTIONAL, at(2, 29, 36));
    }
  };

  /** What stands in a zone. */
  enum Field {
    CODE("kind of document"),
    ISSUER("issuing state"),
    NUMBER("document number"),
    NATIONALITY("nationality"),
    BIRTH("date of birth"),
    SEX("sex"),
    EXPIRY("date of expiry"),
    NAME("name"),
    OPTIONAL("personal number"),
    MORE_OPTIONAL("second line's optional part");

    private final String words;

    Field(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /** A part of one line; both ends are columns, from 1, and belong to it. */
  record Span(int line, int from, int to) {

    int length() {
      return to - from + 1;
    }

    String in(List<String> lines) {
      return lines.get(line - 1).substring(from - 1, to);
    }
  }

  /** A check digit, what it is over, and which field it is of; null: of all that count together. */
  record Check(Span digit, List<Span> over, @Nullable Field of) {}

  private final int lines;
  private final int width;
  private final Map<Field, Span> fields = new EnumMap<>(Field.class);
  private final Map<Field, Check> checks = new EnumMap<>(Field.class);
  private @Nullable Check whole;

  ZoneFormat(int lines, int width) {
    this.lines = lines;
    this.width = width;
    layOut();
  }

  abstract void layOut();

  /** What all zones of two lines have in common. */
  final void twoLines() {
    put(Field.CODE, at(1, 1, 2));
    put(Field.ISSUER, at(1, 3, 5));
    put(Field.NAME, at(1, 6, width));
    put(Field.NUMBER, at(2, 1, 9), at(2, 10, 10));
    put(Field.NATIONALITY, at(2, 11, 13));
    put(Field.BIRTH, at(2, 14, 19), at(2, 20, 20));
    put(Field.SEX, at(2, 21, 21));
    put(Field.EXPIRY, at(2, 22, 27), at(2, 28, 28));
  }

  final void put(Field field, Span span) {
    fields.put(field, span);
  }

  final void put(Field field, Span span, Span digit) {
    put(field, span);
    checks.put(field, new Check(digit, List.of(span), field));
  }

  final void whole(Span digit, Span... over) {
    whole = new Check(digit, List.of(over), null);
  }

  static Span at(int line, int from, int to) {
    return new Span(line, from, to);
  }

  int lines() {
    return lines;
  }

  int width() {
    return width;
  }

  /** The line that a name fills up, which no check digit is over. */
  int nameLine() {
    return span(Field.NAME).line();
  }

  boolean has(Field field) {
    return fields.containsKey(field);
  }

  Span span(Field field) {
    var span = fields.get(field);
    if (span == null) {
      throw new IllegalArgumentException(this + " has no " + field);
    }
    return span;
  }

  /** Check digits of single fields, then the one of all together. */
  List<Check> checks() {
    return Stream.concat(checks.values().stream(), Stream.ofNullable(whole)).toList();
  }

  /** Whether numbers of more than nine characters go on in the optional part. */
  boolean continuesNumbers() {
    return this == TD1 || this == TD2;
  }

  boolean isVisa() {
    return this == MRV_A || this == MRV_B;
  }

  /** The check digit of a text, by weights 7, 3, 1 (Doc 9303, part 3, 4.9). */
  static int checkDigit(CharSequence text) {
    int sum =
        IntStream.range(0, text.length())
            .map(
                i ->
                    value(text.charAt(i))
                        * switch (i % 3) {
                          case 0 -> 7;
                          case 1 -> 3;
                          default -> 1;
                        })
            .sum();
    return sum % 10;
  }

  private static int value(char c) {
    if (c == '<') {
      return 0;
    }
    return c <= '9' ? c - '0' : c - 'A' + 10;
  }
}
