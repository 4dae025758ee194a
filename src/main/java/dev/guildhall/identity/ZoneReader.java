package dev.guildhall.identity;

import dev.guildhall.identity.MachineReadableZone.Fault;
import dev.guildhall.identity.MachineReadableZone.Sex;
import dev.guildhall.identity.ZoneFormat.Check;
import dev.guildhall.identity.ZoneFormat.Field;
import dev.guildhall.identity.ZoneFormat.Span;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a machine-readable zone as a person or a device wrote it down, by ICAO Doc 9303 (eighth
 * edition). White space, case, line breaks and the number of fillers behind a name do not matter.
 * What was mistaken for something else is proposed, and never taken for granted.
 *
 * <p>A check digit finds every wrong character whose value differs from the right one's by no
 * multiple of ten. It does not find one of {@code 0 A K U <} for another, {@code 1 B L V}, {@code 2
 * C M W}, {@code 3 D N X}, {@code 4 E O Y}, {@code 5 F P Z}, {@code 6 G Q}, {@code 7 H R}, {@code 8
 * I S} or {@code 9 J T}.
 */
final class ZoneReader {

  private static final int DIGITS_OF_YEAR = 100;
  private static final Set<Field> OF_LETTERS =
      Set.of(Field.CODE, Field.ISSUER, Field.NATIONALITY, Field.NAME);
  private static final Set<Field> OF_DIGITS = Set.of(Field.BIRTH, Field.EXPIRY);
  private static final Map<Character, Character> DIGIT_LIKE =
      Map.of(
          'O', '0', 'Q', '0', 'D', '0', 'I', '1', 'L', '1', 'Z', '2', 'S', '5', 'G', '6', 'B', '8');
  private static final Map<Character, Character> LETTER_LIKE =
      Map.of('0', 'O', '1', 'I', '2', 'Z', '5', 'S', '6', 'G', '8', 'B');

  private final List<String> lines;
  private final ZoneFormat format;
  private final LocalDate today;
  private final List<Fault> faults = new ArrayList<>();

  private ZoneReader(ZoneFormat format, List<String> lines, LocalDate today) {
    this.format = format;
    this.lines = lines;
    this.today = today;
  }

  /**
   * Reads a zone.
   *
   * @param today by which years of two digits are told apart: nobody is born later, and documents
   *     end in the nearest that it can be
   */
  static ZoneReading read(String text, LocalDate today) {
    var written = written(text);
    var format = format(written);
    return format
        .map(found -> new ZoneReader(found, laidOut(found, written), today).read())
        .orElseGet(() -> new ZoneReading.Faulty(List.of(noZone(written))));
  }

  /** Its lines that are not empty, in the zone's own characters as far as they are meant so. */
  private static List<String> written(String text) {
    var plain =
        Normalizer.normalize(text, Normalizer.Form.NFKC)
            .toUpperCase(Locale.ROOT)
            .replace("«", "<<")
            .replaceAll("[‹〈《⟨]", "<");
    return plain
        .lines()
        .map(line -> line.replaceAll("[\\s\\p{Z}\\p{Cf}]", ""))
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static Optional<ZoneFormat> format(List<String> written) {
    int all = written.stream().mapToInt(String::length).sum();
    return Stream.of(ZoneFormat.values())
        .filter(format -> format.isVisa() == isVisa(written))
        .filter(
            format ->
                all == format.lines() * format.width()
                    || (written.size() == format.lines() && hasDataOf(format, written)))
        .findFirst();
  }

  private static boolean isVisa(List<String> written) {
    return !written.isEmpty() && written.getFirst().startsWith("V");
  }

  /** Whether all lines but the name's, which may want its filler, are about as long as they are. */
  private static boolean hasDataOf(ZoneFormat format, List<String> written) {
    return IntStream.range(0, written.size())
        .filter(i -> i + 1 != format.nameLine())
        .allMatch(i -> Math.abs(written.get(i).length() - format.width()) <= 2);
  }

  private static Fault noZone(List<String> written) {
    return new Fault(
        1,
        0,
        null,
        "shape",
        "A passport has 2 lines of 44 characters here, a card 2 of 36 or 3 of 30. This has "
            + (written.isEmpty()
                ? "none"
                : written.stream()
                    .limit(4)
                    .map(line -> String.valueOf(line.length()))
                    .collect(Collectors.joining(" and ")))
            + ": copy all of the lines, with every <.");
  }

  /** Broken into lines where they belong, and the name's line filled up. */
  private static List<String> laidOut(ZoneFormat format, List<String> written) {
    int width = format.width();
    if (written.stream().mapToInt(String::length).sum() == format.lines() * width) {
      var all = String.join("", written);
      return IntStream.range(0, format.lines())
          .mapToObj(i -> all.substring(i * width, (i + 1) * width))
          .toList();
    }
    var lines = new ArrayList<>(written);
    int at = format.nameLine() - 1;
    lines.set(at, filled(lines.get(at), width));
    return lines;
  }

  private static String filled(String line, int width) {
    if (line.length() <= width) {
      return line + "<".repeat(width - line.length());
    }
    return line.substring(width).chars().allMatch(c -> c == '<') ? line.substring(0, width) : line;
  }

  private ZoneReading read() {
    checkLengths();
    if (faults.isEmpty()) {
      checkCharacters();
    }
    if (faults.isEmpty()) {
      checkValues();
      checkDigits();
    }
    if (!faults.isEmpty()) {
      faults.sort(Comparator.comparingInt(Fault::line).thenComparingInt(Fault::column));
      return new ZoneReading.Faulty(List.copyOf(faults));
    }
    return new ZoneReading.Read(zone());
  }

  private void checkLengths() {
    for (int i = 0; i < lines.size(); i++) {
      int length = lines.get(i).length();
      if (length != format.width()) {
        int off = Math.abs(length - format.width());
        faults.add(
            new Fault(
                i + 1,
                0,
                null,
                "length",
                "Line %d has %d characters and should have %d: %s."
                    .formatted(
                        i + 1,
                        length,
                        format.width(),
                        (off == 1 ? "one is " : off + " are ")
                            + (length < format.width() ? "missing" : "too many"))));
      }
    }
  }

  private void checkCharacters() {
    for (Field field : Field.values()) {
      if (format.has(field)) {
        checkCharacters(field, format.span(field));
      }
    }
    format
        .checks()
        .forEach(
            check ->
                checkEach(
                    check.digit(), check.of(), c -> isDigit(c) || c == '<', "a digit", DIGIT_LIKE));
  }

  private void checkCharacters(Field field, Span span) {
    if (OF_LETTERS.contains(field)) {
      checkEach(span, field, c -> isLetter(c) || c == '<', "a letter or <", LETTER_LIKE);
    } else if (OF_DIGITS.contains(field)) {
      checkEach(span, field, c -> isDigit(c) || c == '<', "a digit", DIGIT_LIKE);
    } else if (field == Field.SEX) {
      checkEach(span, field, c -> Sex.of(c) != null, "F, M or <", Map.of());
    } else {
      checkEach(
          span,
          field,
          c -> isLetter(c) || isDigit(c) || c == '<',
          "a letter, a digit or <",
          Map.of());
    }
  }

  private interface Allowed {
    boolean test(char c);
  }

  private void checkEach(
      Span span,
      @Nullable Field field,
      Allowed allowed,
      String wanted,
      Map<Character, Character> like) {
    for (int column = span.from(); column <= span.to(); column++) {
      char c = lines.get(span.line() - 1).charAt(column - 1);
      if (!allowed.test(c)) {
        var meant = like.get(c);
        faults.add(
            new Fault(
                span.line(),
                column,
                field,
                "character",
                "Line %d, column %d%s: %s stands here, and this is %s.%s"
                    .formatted(
                        span.line(),
                        column,
                        field == null ? "" : " (" + field.words() + ")",
                        wanted,
                        c,
                        meant == null ? "" : " Perhaps it is " + meant + ".")));
      }
    }
  }

  private void checkValues() {
    var code = code();
    if (!"VPACI".contains(code.isEmpty() ? " " : code.substring(0, 1))) {
      wrong(
          Field.CODE,
          "code",
          "A passport begins with P, a visa with V, a card with A, C or I, and this with "
              + code
              + ".");
    }
    checkState(Field.ISSUER);
    checkState(Field.NATIONALITY);
    if (numberText().isEmpty()) {
      wrong(Field.NUMBER, "missing", "The document number is missing.");
    }
    if (words(Field.NAME).isEmpty()) {
      wrong(Field.NAME, "missing", "The name is missing.");
    }
    if (birth().isEmpty()) {
      wrong(
          Field.BIRTH,
          "date",
          "The date of birth is year, month and day in two digits each, and %s is no such day that has been."
              .formatted(text(Field.BIRTH)));
    }
    if (!isBlank(text(Field.EXPIRY)) && expiry().isEmpty()) {
      wrong(
          Field.EXPIRY,
          "date",
          "The date of expiry is year, month and day in two digits each, and %s is no such day."
              .formatted(text(Field.EXPIRY)));
    }
  }

  private void checkState(Field field) {
    var code = text(field).replaceAll("<+$", "");
    if (!States.knows(code)) {
      wrong(
          field,
          "state",
          "The %s is the code of a state, such as FRA, and %s is none."
              .formatted(field.words(), code.isEmpty() ? "this" : code));
    }
  }

  private void wrong(Field field, String code, String detail) {
    var span = format.span(field);
    faults.add(new Fault(span.line(), span.from(), field, code, detail));
  }

  private void checkDigits() {
    for (Check check : checks()) {
      int wanted = ZoneFormat.checkDigit(over(lines, check));
      char found = check.digit().in(lines).charAt(0);
      boolean holds = found - '0' == wanted || (found == '<' && mayBeLeftOut(check));
      // A wrong field makes the digit of all wrong too, which says nothing new.
      if (!holds && (check.of() != null || faults.isEmpty())) {
        faults.add(
            new Fault(
                check.digit().line(),
                check.digit().from(),
                check.of(),
                "check_digit",
                "Line %d, column %d is the check digit of %s. It is %s, and what it checks comes to %d, so a character was read or typed wrongly.%s"
                    .formatted(
                        check.digit().line(),
                        check.digit().from(),
                        check.of() == null ? "all fields together" : "the " + check.of().words(),
                        found,
                        wanted,
                        proposal(check).map(" "::concat).orElse(""))));
      }
    }
  }

  /** Only an optional part that is empty. */
  private boolean mayBeLeftOut(Check check) {
    return check.of() == Field.OPTIONAL && isBlank(over(lines, check));
  }

  /** Those of the format; of a number that goes on in the optional part, the digit is there. */
  private List<Check> checks() {
    var rest = restOfNumber();
    if (rest.isEmpty()) {
      return format.checks();
    }
    var optional = format.span(Field.OPTIONAL);
    int digit = optional.from() + rest.get().length();
    var over =
        List.of(
            format.span(Field.NUMBER), ZoneFormat.at(optional.line(), optional.from(), digit - 1));
    return format.checks().stream()
        .map(
            check ->
                check.of() == Field.NUMBER
                    ? new Check(ZoneFormat.at(optional.line(), digit, digit), over, Field.NUMBER)
                    : check)
        .toList();
  }

  private static String over(List<String> lines, Check check) {
    return check.over().stream().map(span -> span.in(lines)).collect(Collectors.joining());
  }

  /** The one character that, read as what it looks like, makes the digit hold. */
  private Optional<String> proposal(Check check) {
    var spans = Stream.concat(check.over().stream(), Stream.of(check.digit())).toList();
    var found = new ArrayList<String>();
    for (Span span : spans) {
      for (int column = span.from(); column <= span.to(); column++) {
        char c = lines.get(span.line() - 1).charAt(column - 1);
        char meant = alike(c, check, span);
        if (meant != c && holdsWith(check, span.line(), column, meant)) {
          found.add(
              "Perhaps column %d of line %d is %s and not %s."
                  .formatted(column, span.line(), meant, c));
        }
      }
    }
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  private static char alike(char c, Check check, Span span) {
    if (span.equals(check.digit()) || (check.of() != null && OF_DIGITS.contains(check.of()))) {
      return DIGIT_LIKE.getOrDefault(c, c);
    }
    return DIGIT_LIKE.getOrDefault(c, LETTER_LIKE.getOrDefault(c, c));
  }

  private boolean holdsWith(Check check, int line, int column, char meant) {
    var changed = new ArrayList<>(lines);
    var old = changed.get(line - 1);
    changed.set(line - 1, old.substring(0, column - 1) + meant + old.substring(column));
    return check.digit().in(changed).charAt(0) - '0' == ZoneFormat.checkDigit(over(changed, check));
  }

  private MachineReadableZone zone() {
    var name = text(Field.NAME);
    int gap = name.indexOf("<<");
    return new MachineReadableZone(
        format,
        code(),
        text(Field.ISSUER).replace("<", ""),
        numberText(),
        text(Field.NATIONALITY).replace("<", ""),
        birth().orElseThrow(),
        Objects.requireNonNull(Sex.of(text(Field.SEX).charAt(0))),
        expiry().orElse(null),
        plain(gap < 0 ? name : name.substring(0, gap)),
        plain(gap < 0 ? "" : name.substring(gap)),
        !name.endsWith("<"),
        optional());
  }

  private String code() {
    return text(Field.CODE).replace("<", "");
  }

  private String text(Field field) {
    return format.span(field).in(lines);
  }

  private String words(Field field) {
    return plain(text(field));
  }

  private static String plain(String text) {
    return text.replaceAll("<+", " ").strip();
  }

  private static boolean isBlank(String text) {
    return plain(text).isEmpty();
  }

  /** What of the document number stands in the optional part, of more than nine characters. */
  private Optional<String> restOfNumber() {
    boolean goesOn =
        format.continuesNumbers()
            && !text(Field.NUMBER).endsWith("<")
            && numberDigit().in(lines).equals("<");
    if (!goesOn) {
      return Optional.empty();
    }
    var optional = text(Field.OPTIONAL);
    int end = optional.indexOf('<');
    var rest = end < 0 ? optional : optional.substring(0, end);
    return rest.length() < 2 ? Optional.empty() : Optional.of(rest.substring(0, rest.length() - 1));
  }

  private Span numberDigit() {
    return format.checks().stream()
        .filter(check -> check.of() == Field.NUMBER)
        .findFirst()
        .orElseThrow()
        .digit();
  }

  private String numberText() {
    return text(Field.NUMBER).replaceAll("<+$", "") + restOfNumber().orElse("");
  }

  private String optional() {
    var first = text(Field.OPTIONAL);
    var rest = restOfNumber();
    var own = rest.isPresent() ? first.substring(rest.get().length() + 1) : first;
    return plain(format.has(Field.MORE_OPTIONAL) ? own + '<' + text(Field.MORE_OPTIONAL) : own);
  }

  private Optional<PartialDate> birth() {
    int century = today.getYear() / DIGITS_OF_YEAR * DIGITS_OF_YEAR;
    return date(text(Field.BIRTH), century)
        .filter(date -> !date.earliest().isAfter(today))
        .or(() -> date(text(Field.BIRTH), century - DIGITS_OF_YEAR));
  }

  /** Documents are valid for some years: of the dates that it can be, it is the nearest. */
  private Optional<PartialDate> expiry() {
    int century = today.getYear() / DIGITS_OF_YEAR * DIGITS_OF_YEAR;
    return Stream.of(century - DIGITS_OF_YEAR, century, century + DIGITS_OF_YEAR)
        .flatMap(of -> date(text(Field.EXPIRY), of).stream())
        .min(
            Comparator.comparingLong(
                date -> Math.abs(ChronoUnit.DAYS.between(today, date.earliest()))));
  }

  /** Empty when there is no such day. Of what is unknown, so is what is smaller. */
  private static Optional<PartialDate> date(String text, int century) {
    try {
      var year = part(text, 0);
      var month = part(text, 2);
      var day = part(text, 4);
      if (year == null || (month == null && day != null)) {
        return Optional.empty();
      }
      var date = new PartialDate(century + year, month, day);
      return date.earliest().isAfter(date.latest()) ? Optional.empty() : Optional.of(date);
    } catch (DateTimeException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static @Nullable Integer part(String date, int from) {
    var digits = date.substring(from, from + 2);
    return digits.equals("<<") ? null : Integer.valueOf(digits);
  }

  private static boolean isLetter(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
