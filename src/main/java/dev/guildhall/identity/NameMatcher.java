package dev.guildhall.identity;

import dev.guildhall.identity.NameMatch.Reason;
import dev.guildhall.identity.Romanisation.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares the name of a document with that of a profile, whatever script and order it is written
 * in. Words are paired by how alike they are, best first; some may be one word here and several
 * there. How much each is worth was tried on a table of pairs, {@code names.txt} of the tests.
 */
final class NameMatcher {

  private static final double SAME_SOUNDS = 0.95;
  private static final double SAME_CONSONANTS = 0.92;
  private static final double FEW_CONSONANTS = 0.8;
  private static final double ONE_CONSONANT = 0.6;
  private static final double SLIP = 0.7;
  private static final double INITIAL = 0.6;
  private static final double PART = 0.75;
  private static final double LEFT_OUT = 0.5;
  private static final double OTHER = 0.2;
  private static final double GIVEN_MISSING = 0.97;
  private static final double FIRST_MISSING = 0.7;
  private static final double MORE = 0.85;
  private static final double MORE_THAN_ONE_NAME = 0.7;
  private static final double OTHER_SYLLABLE = 0.4;
  private static final double NAME_FOR_NAME = 0.7;
  private static final double FIRST_CONSONANT = 0.7;
  private static final int MOST_JOINED = 4;
  private static final int LEAST_LETTERS_OF_SLIP = 5;
  private static final int MANY_CONSONANTS = 3;

  // They are written together, apart, or not at all.
  private static final Set<String> PARTICLES =
      Set.of(
          "AF", "AL", "AUF", "AV", "BEN", "BIN", "BINT", "BINTI", "BTE", "DA", "DAL", "DAS", "DE",
          "DEL", "DELLA", "DEN", "DER", "DES", "DI", "DO", "DOS", "DU", "E", "EL", "IBN", "LA",
          "LAS", "LE", "LOS", "O", "SO", "TEN", "TER", "UL", "UND", "VAN", "VOM", "VON", "Y", "ZU",
          "ZUM", "ZUR", "DR", "JR", "SR", "II", "III");
  private static final Pattern PATRONYMIC =
      Pattern.compile(".+(OVICH|EVICH|ICH|YCH|OVNA|EVNA|ICHNA)|O?GLY|OGLU|KYZY|ULY");
  // Chinese characters with other readings: Cantonese, Hokkien, Japanese, Korean, Wade-Giles.
  private static final Set<String> READS_OTHERWISE =
      Set.of("HKG", "MAC", "TWN", "SGP", "MYS", "JPN", "KOR", "IDN", "VNM", "THA", "PHL");

  private final DocumentName document;
  private final List<String> surname;
  private final List<String> given;
  private final List<String> printed;
  private final List<Word> profile;
  private final double[] worth;
  private final int[] place;
  private final boolean[] used;
  private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);

  private NameMatcher(DocumentName document, List<Word> profile) {
    this.document = document;
    this.surname = words(document.surname());
    this.given = words(document.givenNames());
    this.printed = Stream.concat(surname.stream(), given.stream()).toList();
    this.profile = profile;
    this.worth = new double[printed.size()];
    this.place = new int[printed.size()];
    this.used = new boolean[profile.size()];
    Arrays.fill(place, -1);
  }

  /**
   * Compares. A profile without a name has nothing in common with any. Who writes the name in two
   * scripts, one after the other, is compared by that which fits best.
   */
  static NameMatch match(DocumentName document, String profile) {
    var words = Romanisation.words(profile);
    return Stream.concat(Stream.of(words), ofOneWriting(words))
        .map(some -> new NameMatcher(document, some).match())
        .max(Comparator.comparingDouble(NameMatch::score))
        .orElseThrow();
  }

  private static Stream<List<Word>> ofOneWriting(List<Word> words) {
    return words.stream().collect(Collectors.groupingBy(Word::writing)).values().stream()
        .filter(some -> some.size() > 1 && some.size() < words.size());
  }

  private static List<String> words(String name) {
    return name.isBlank() ? List.of() : List.of(name.strip().split(" +"));
  }

  private NameMatch match() {
    candidates().forEach(this::pair);
    double score = surnames() * givenNames() * more();
    if (isReadOtherwise() && score < LEFT_OUT) {
      reasons.add(Reason.READ_OTHERWISE);
      score = LEFT_OUT;
    }
    tellOrder();
    return new NameMatch(score, Set.copyOf(reasons));
  }

  /**
   * Words that may be the same: {@code to - from} of the document and {@code until - since} of the
   * profile, one of which is 1.
   */
  private record Candidate(
      int from, int to, int since, int until, double worth, @Nullable Reason reason) {

    int words() {
      return to - from + until - since;
    }
  }

  private List<Candidate> candidates() {
    var found = new ArrayList<Candidate>();
    for (int from = 0; from < printed.size(); from++) {
      for (int since = 0; since < profile.size(); since++) {
        for (int joined = 1; joined <= MOST_JOINED; joined++) {
          add(found, from, from + 1, since, since + joined);
          if (joined > 1) {
            add(found, from, from + joined, since, since + 1);
          }
        }
      }
    }
    found.sort(
        Comparator.comparingDouble(Candidate::worth).thenComparingInt(Candidate::words).reversed());
    return found;
  }

  private void add(List<Candidate> found, int from, int to, int since, int until) {
    boolean crosses = from < surname.size() && to > surname.size();
    if (to > printed.size() || until > profile.size() || crosses) {
      return;
    }
    var text = String.join("", printed.subList(from, to));
    var words = profile.subList(since, until);
    boolean mayBeCut = document.cut() && to == printed.size();
    var candidate = compared(text, words, mayBeCut, from, to, since, until);
    if (candidate.worth() > 0) {
      found.add(candidate);
    }
  }

  private Candidate compared(
      String text, List<Word> words, boolean mayBeCut, int from, int to, int since, int until) {
    var spellings = Romanisation.joined(words);
    var own = words.getFirst().writing();
    var writing = own == Writing.LATIN ? Writing.of(document.issuer()) : own;
    boolean isOneByOne = to - from == 1 && words.size() == 1;
    double worth = 0;
    Reason reason = null;
    if (spellings.contains(text)) {
      worth = 1;
    } else if (mayBeCut && spellings.stream().anyMatch(it -> it.startsWith(text))) {
      worth = SAME_SOUNDS;
      reason = Reason.CUT;
    } else if (isAlike(writing, text, spellings)) {
      worth = writing.isOfConsonants() ? ofConsonants(writing.sounds(text)) : SAME_SOUNDS;
      reason = writing.isOfConsonants() ? Reason.CONSONANTS : Reason.SPELLING;
    } else if (isOneByOne && !own.isOfSyllables() && isInitial(text, spellings)) {
      worth = INITIAL;
      reason = Reason.INITIAL;
    } else if (spellings.stream().anyMatch(it -> isSlip(it, text))) {
      worth = SLIP;
      reason = Reason.SLIP;
    } else if (isOneByOne && writing == Writing.THAI && beginsLike(text, spellings)) {
      worth = FIRST_CONSONANT;
      reason = Reason.CONSONANTS;
    }
    return new Candidate(from, to, since, until, worth, reason);
  }

  private static boolean isInitial(String text, List<String> spellings) {
    return spellings.stream()
        .anyMatch(it -> (it.length() == 1 || text.length() == 1) && it.charAt(0) == text.charAt(0));
  }

  private static boolean isAlike(Writing writing, String text, List<String> spellings) {
    return !writing.sounds(text).isEmpty()
        && spellings.stream().anyMatch(it -> writing.isAlike(text, it));
  }

  /** Many letters of Thai are not spoken, but the first one is. */
  private static boolean beginsLike(String text, List<String> spellings) {
    var sounds = Writing.THAI.sounds(text);
    return !sounds.isEmpty()
        && spellings.stream()
            .anyMatch(it -> Writing.THAI.sounds(it).startsWith(sounds.substring(0, 1)));
  }

  private static double ofConsonants(String consonants) {
    if (consonants.length() >= MANY_CONSONANTS) {
      return SAME_CONSONANTS;
    }
    return consonants.length() == 1 ? ONE_CONSONANT : FEW_CONSONANTS;
  }

  /** Whether one letter was left out, added, changed, or changed places with the next. */
  static boolean isSlip(String one, String other) {
    int from = 0;
    int least = Math.min(one.length(), other.length());
    while (from < least && one.charAt(from) == other.charAt(from)) {
      from++;
    }
    var a = one.substring(from);
    var b = other.substring(from);
    return least >= LEAST_LETTERS_OF_SLIP
        && (rest(a, 1).equals(rest(b, 1))
            || rest(a, 1).equals(b)
            || a.equals(rest(b, 1))
            || (a.length() > 1
                && b.length() > 1
                && a.charAt(0) == b.charAt(1)
                && a.charAt(1) == b.charAt(0)
                && rest(a, 2).equals(rest(b, 2))));
  }

  private static String rest(String text, int from) {
    return text.substring(Math.min(from, text.length()));
  }

  private void pair(Candidate candidate) {
    boolean isFree =
        IntStream.range(candidate.from(), candidate.to()).allMatch(i -> place[i] < 0)
            && IntStream.range(candidate.since(), candidate.until()).noneMatch(i -> used[i]);
    if (isFree) {
      Arrays.fill(worth, candidate.from(), candidate.to(), candidate.worth());
      Arrays.fill(place, candidate.from(), candidate.to(), candidate.since());
      Arrays.fill(used, candidate.since(), candidate.until(), true);
      Stream.ofNullable(candidate.reason()).forEach(reasons::add);
    }
  }

  private double surnames() {
    var counted = counted(0, surname.size());
    var found = counted.stream().filter(i -> place[i] >= 0).toList();
    if (counted.isEmpty()) {
      return 1;
    }
    if (found.isEmpty()) {
      reasons.add(Reason.SURNAME_MISSING);
      return isAllUsed() ? LEFT_OUT : OTHER;
    }
    double mean = mean(found);
    if (found.size() == counted.size()) {
      return mean;
    }
    reasons.add(Reason.SURNAME_MISSING);
    return mean * PART;
  }

  private double givenNames() {
    var counted = counted(surname.size(), printed.size());
    var found = counted.stream().filter(i -> place[i] >= 0).toList();
    if (counted.isEmpty()) {
      return 1;
    }
    if (found.isEmpty()) {
      reasons.add(Reason.GIVEN_NAMES_MISSING);
      return isAllUsed() ? LEFT_OUT : OTHER;
    }
    if (found.size() < counted.size()) {
      reasons.add(Reason.GIVEN_NAMES_MISSING);
    }
    // Syllables are one name together: with one less it is another.
    double each = isOfSyllables() ? OTHER_SYLLABLE : GIVEN_MISSING;
    double missing = Math.pow(each, counted.size() - found.size());
    return mean(found) * missing * (place[counted.getFirst()] < 0 ? FIRST_MISSING : 1);
  }

  /** What the profile has besides. */
  private double more() {
    double left = 1;
    for (int i = 0; i < used.length; i++) {
      var spellings = profile.get(i).spellings();
      if (used[i] || PARTICLES.contains(spellings.getFirst())) {
        continue;
      }
      if (spellings.stream().anyMatch(it -> PATRONYMIC.matcher(it).matches())) {
        reasons.add(Reason.PATRONYMIC);
      } else if (document.cut()) {
        reasons.add(Reason.CUT);
      } else {
        reasons.add(Reason.MORE_NAMES);
        left *= ofMore(profile.get(i));
      }
    }
    boolean isInstead =
        reasons.contains(Reason.MORE_NAMES)
            && (reasons.contains(Reason.GIVEN_NAMES_MISSING)
                || reasons.contains(Reason.SURNAME_MISSING));
    return isInstead ? left * NAME_FOR_NAME : left;
  }

  private double ofMore(Word word) {
    if (word.writing().isOfSyllables()) {
      return OTHER_SYLLABLE;
    }
    return given.isEmpty() ? MORE_THAN_ONE_NAME : MORE;
  }

  private boolean isOfSyllables() {
    return profile.stream().allMatch(word -> word.writing().isOfSyllables());
  }

  /** Places of the words that count; of nothing but particles, all do. */
  private List<Integer> counted(int from, int to) {
    var counted =
        IntStream.range(from, to).filter(i -> !PARTICLES.contains(printed.get(i))).boxed().toList();
    return counted.isEmpty() ? IntStream.range(from, to).boxed().toList() : counted;
  }

  private double mean(List<Integer> places) {
    return places.stream().mapToDouble(i -> worth[i]).average().orElse(0);
  }

  private boolean isAllUsed() {
    return used.length > 0 && IntStream.range(0, used.length).allMatch(i -> used[i]);
  }

  private boolean isReadOtherwise() {
    return READS_OTHERWISE.contains(document.issuer())
        && profile.stream().anyMatch(word -> word.writing() == Writing.HAN);
  }

  private void tellOrder() {
    int first = surname.size();
    if (first > 0 && first < place.length && place[0] >= 0 && place[0] < place[first]) {
      reasons.add(Reason.SURNAME_FIRST);
    }
  }
}
