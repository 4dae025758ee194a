package dev.guildhall.identity;

import com.ibm.icu.text.Transliterator;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes names of any script in the letters A to Z, as issuers of documents do: by the tables of
 * ICAO Doc 9303 part 3, 6, for Latin, Cyrillic and Arabic, otherwise by those of Unicode (CLDR).
 */
final class Romanisation {

  // Letters without a line lose their accents. Where several stand, issuers may choose.
  private static final Map<String, List<String>> LATIN =
      table(
          """
          Ä AE A
          Å AA A
          Æ AE
          Ö OE O
          Ø OE O
          Ü UE UXX U
          Ñ N NXX
          Œ OE
          Þ TH
          Ð D
          Đ D
          Ħ H
          Ĳ IJ
          ĸ Q
          Ł L
          Ŋ N
          Ŧ T
          """);

  private static final Map<String, List<String>> CYRILLIC =
      table(
          """
          А A
          Б B
          В V
          Г G
          Д D
          Е E
          Ё E
          Ж ZH
          З Z
          И I
          Й I
          К K
          Л L
          М M
          Н N
          О O
          П P
          Р R
          С S
          Т T
          У U
          Ф F
          Х KH
          Ц TS
          Ч CH
          Ш SH
          Щ SHCH
          Ъ IE
          Ы Y
          Ь
          Э E
          Ю IU
          Я IA
          Ѣ IE
          Ѫ U
          Ѵ Y
          Ґ G
          Ў U
          Ђ D
          Ѓ G
          Є IE
          Ѕ DZ
          І I
          Ї I
          Ј J
          Љ LJ
          Њ NJ
          Ћ C
          Ќ K
          Џ DZ
          """);

  private static final Map<String, List<String>> UKRAINIAN = with(CYRILLIC, "Г H", "И Y");
  private static final Map<String, List<String>> BELARUSIAN = with(CYRILLIC, "Г H");
  private static final Map<String, List<String>> BULGARIAN = with(CYRILLIC, "Щ SHT", "Ъ A", "Ь Y");
  private static final Map<String, List<String>> SERBIAN = with(CYRILLIC, "Х H");

  // Marks of short vowels have no line and are left out.
  private static final Map<String, List<String>> ARABIC =
      table(
          """
          ء XE
          آ XAA
          أ XAE
          ؤ U
          إ I
          ئ XI
          ا A
          ب B
          ة XTA XAH
          ت T
          ث XTH
          ج J
          ح XH
          خ XKH
          د D
          ذ XDH
          ر R
          ز Z
          س S
          ش XSH
          ص XSS
          ض XDZ
          ط XTT
          ظ XZZ
          ع E
          غ G
          ف F
          ق Q
          ك K
          ل L
          م M
          ن N
          ه H
          و W
          ى XAY
          ي Y
          ٱ XXA
          ٹ XXT
          پ P
          چ XC
          ڈ XXD
          ڑ XXR
          ژ XJ
          ک XKK
          گ XGG
          ں XNN
          ھ XDO
          ۀ XYH
          ہ XXG
          ی XYA
          ے XYB
          """);

  private static final int MOST_SPELLINGS = 16;
  private static final Transliterator ANY =
      Transliterator.getInstance("Any-Latin; Latin-ASCII; Any-Upper");
  private static final Transliterator GREEK =
      Transliterator.getInstance("Greek-Latin/UNGEGN; Latin-ASCII; Any-Upper");

  private Romanisation() {}

  /**
   * A word of a name, or a syllable where no blank parts the words.
   *
   * @param spellings in the letters A to Z, the likeliest first, at least one
   */
  record Word(Writing writing, List<String> spellings) {}

  /** The words of a name, in its order. What cannot be written in letters is left out. */
  static List<Word> words(String name) {
    var plain = Normalizer.normalize(name, Normalizer.Form.NFKC).replaceAll("['’‘ʼʻ`´׳״]", "");
    return Stream.of(plain.split("[^\\p{L}\\p{M}]+"))
        .flatMap(part -> parts(part).stream())
        .map(Romanisation::word)
        .filter(word -> !word.spellings().isEmpty())
        .toList();
  }

  /** Runs of one script, or single characters where each is a syllable. */
  private static List<String> parts(String text) {
    var parts = new ArrayList<String>();
    var part = new StringBuilder();
    Writing writing = null;
    for (int point : text.codePoints().toArray()) {
      var script = UnicodeScript.of(point);
      // The long mark of kana and accents are of no script.
      boolean goesOn = script == UnicodeScript.COMMON || script == UnicodeScript.INHERITED;
      var next = goesOn && writing != null ? writing : Writing.of(script);
      if (!part.isEmpty() && (next != writing || (next.isOfSyllables() && !goesOn))) {
        parts.add(part.toString());
        part.setLength(0);
      }
      part.appendCodePoint(point);
      writing = next;
    }
    if (!part.isEmpty()) {
      parts.add(part.toString());
    }
    return parts;
  }

  private static Word word(String text) {
    var writing = Writing.of(UnicodeScript.of(text.codePointAt(0)));
    var spellings =
        switch (writing) {
          case LATIN -> Stream.concat(general(text), spelled(text, LATIN));
          case CYRILLIC ->
              Stream.of(CYRILLIC, UKRAINIAN, BELARUSIAN, BULGARIAN, SERBIAN)
                  .flatMap(table -> spelled(text, table));
          case GREEK -> Stream.concat(Stream.of(GREEK.transliterate(text)), general(text));
          // The code's X tells apart letters that sound alike; most documents have none.
          case ARABIC -> spelled(text, ARABIC).flatMap(it -> Stream.of(it.replace("X", ""), it));
          default -> general(text);
        };
    return new Word(
        writing,
        spellings
            .map(it -> it.replaceAll("[^A-Z]", ""))
            .filter(it -> !it.isEmpty())
            .distinct()
            .limit(MOST_SPELLINGS)
            .toList());
  }

  private static Stream<String> general(String text) {
    return Stream.of(ANY.transliterate(text));
  }

  /** All that the table allows, up to a limit. */
  private static Stream<String> spelled(String text, Map<String, List<String>> table) {
    var spellings = new LinkedHashSet<>(Set.of(""));
    for (var letter : letters(text)) {
      var next = new LinkedHashSet<String>();
      for (var ending : table.getOrDefault(letter, List.of(bare(letter)))) {
        spellings.stream()
            .limit(MOST_SPELLINGS)
            .map(beginning -> beginning + ending)
            .forEach(next::add);
      }
      spellings = next;
    }
    return spellings.stream();
  }

  private static List<String> letters(String text) {
    return Normalizer.normalize(text.toUpperCase(Locale.ROOT), Normalizer.Form.NFC)
        .codePoints()
        .mapToObj(Character::toString)
        .toList();
  }

  private static String bare(String letter) {
    return Normalizer.normalize(letter, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
  }

  private static Map<String, List<String>> table(String lines) {
    return lines
        .lines()
        .map(line -> List.of(line.split(" ")))
        .collect(
            Collectors.toUnmodifiableMap(
                List::getFirst,
                line ->
                    line.size() == 1 ? List.of("") : List.copyOf(line.subList(1, line.size()))));
  }

  private static Map<String, List<String>> with(
      Map<String, List<String>> table, String... changes) {
    var changed = new HashMap<>(table);
    changed.putAll(table(String.join("\n", changes)));
    return Map.copyOf(changed);
  }

  /** All ways to write these words as one. */
  static List<String> joined(List<Word> words) {
    return words.stream()
        .map(Word::spellings)
        .reduce(
            List.of(""),
            (beginnings, endings) ->
                beginnings.stream()
                    .flatMap(beginning -> endings.stream().map(beginning::concat))
                    .limit(MOST_SPELLINGS * MOST_SPELLINGS)
                    .toList());
  }
}
