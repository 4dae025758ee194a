package dev.guildhall.identity;

import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How names of a script are spelled in the letters A to Z, and which spellings stand for the same
 * sounds. Each line of a table is a pattern and what it is replaced with, from top to bottom.
 */
enum Writing {
  LATIN(
      """
      AE A
      OE O
      UE U
      AA A
      IJ Y
      """),
  CYRILLIC(
      """
      SHCH|SCH|SHT|SH S
      TSCH|TCH|CH|TS|TZ C
      ZH Z
      KH H
      X KS
      W V
      FF$ V
      [IYJ]+A A
      [IYJ]+[EO] E
      I?[YJI]+O?U|OU U
      [IYJ]+ I
      G H
      """),
  GREEK(
      """
      OU U
      MP B
      NT D
      GK G
      [EO]I|Y|H(?![AEIOU]) I
      KH|CH|X H
      PH F
      W O
      """),
  HAN(
      """
      L(Y|V)U? LU
      N(Y|V)U? NU
      """),
  KANA(
      """
      O[HOU](?![AEIOU]) O
      UU U
      M(?=[BMP]) N
      """),
  HANGUL(
      """
      ^(LEE|YI|RHEE)$ I
      ^WOO U
      ^[LR](?=[IY]) \s
      ([AEOU])H(?![AEIOU]) $1
      AR(?=K) A
      YEO|YOU YU
      WEO|WO WU
      EO|OO|OU U
      EE|UI I
      OE|OI|AE|AI E
      SH S
      CH|J C
      G K
      D T
      B P
      L R
      (.)\\1 $1
      """),
  ARABIC(
      """
      (?<=.)H$ \s
      (K|S|T|D|G)H $1
      PH F
      ZH Z
      CH C
      D?Z D
      Q K
      J G
      V F
      (.)\\1+ $1
      [AEIOUWY] \s
      """),
  HEBREW(
      """
      (?<=.)H$ \s
      CH H
      (K|S|T)H $1
      PH|F P
      T[SZ]|S Z
      [QC] K
      (.)\\1+ $1
      [AEIOUWYV] \s
      """),
  THAI(
      """
      (P|K|T)H $1
      CH|C J
      G K
      L R
      (.)\\1+ $1
      [AEIOUWYV] \s
      """),
  /** Of India, and all others: vowels are written, and many are not spoken. */
  OTHER(
      """
      (K|G|C|J|T|D|B|S)H $1
      PH F
      W V
      Q K
      X KS
      (.)\\1+ $1
      [AEIOUY] \s
      """);

  private static final Set<String> WRITE_CYRILLIC =
      Set.of("RUS", "UKR", "BLR", "BGR", "SRB", "MKD", "MNE", "KAZ", "KGZ", "TJK", "MNG");
  private static final Pattern LONG_I = Pattern.compile("[AE][IY]|EE|I[EY]");
  private static final Pattern WRITTEN_I = Pattern.compile(".+[IY].+");
  private static final Pattern SOME_I = Pattern.compile("[EIY]");

  private record Rule(Pattern from, String to) {}

  private final List<Rule> rules;

  Writing(String table) {
    rules =
        table
            .lines()
            .map(line -> line.split(" ", 2))
            .map(rule -> new Rule(Pattern.compile(rule[0]), rule[1].strip()))
            .toList();
  }

  static Writing of(UnicodeScript script) {
    return switch (script) {
      case LATIN, COMMON, INHERITED -> LATIN;
      case CYRILLIC -> CYRILLIC;
      case GREEK -> GREEK;
      case HAN, BOPOMOFO -> HAN;
      case HIRAGANA, KATAKANA -> KANA;
      case HANGUL -> HANGUL;
      case ARABIC -> ARABIC;
      case HEBREW -> HEBREW;
      case THAI -> THAI;
      default -> OTHER;
    };
  }

  /** How people write at home whose documents this state issues. */
  static Writing of(String issuer) {
    return switch (issuer) {
      case "GRC", "CYP" -> GREEK;
      case "JPN" -> KANA;
      case "KOR", "PRK" -> HANGUL;
      default -> WRITE_CYRILLIC.contains(issuer) ? CYRILLIC : LATIN;
    };
  }

  /** Whether each character is a syllable, and no blank parts the words. */
  boolean isOfSyllables() {
    return this == HAN || this == HANGUL;
  }

  /** Whether only consonants are left in {@link #sounds}. */
  boolean isOfConsonants() {
    return ordinal() >= ARABIC.ordinal();
  }

  /**
   * Whether two spellings stand for the same sounds, as far as the table goes.
   *
   * @param printed in a document, as people speak
   * @param spelled letter by letter of what this writes
   */
  boolean isAlike(String printed, String spelled) {
    return switch (this) {
      case ARABIC -> sounds(printed).equals(sounds(spelled)) && hasSameVowels(printed, spelled);
      // One letter of this script is one letter here, and one that is B in some words is V in
      // others.
      case HEBREW ->
          Stream.of(printed, printed.replace('V', 'B'))
              .map(this::sounds)
              .anyMatch(sounds(String.join("'", spelled.split(""))).replace("'", "")::equals);
      default -> sounds(printed).equals(sounds(spelled));
    };
  }

  /** A long I is written, which tells Hussein from Hassan. */
  private static boolean hasSameVowels(String printed, String spelled) {
    return WRITTEN_I.matcher(spelled).matches()
        ? SOME_I.matcher(printed).find()
        : !LONG_I.matcher(printed).find();
  }

  /** The same for all spellings of the same sounds, as far as this table goes. */
  String sounds(String spelling) {
    var sounds = spelling;
    for (var rule : rules) {
      sounds = rule.from().matcher(sounds).replaceAll(rule.to());
    }
    return sounds;
  }
}
