package dev.guildhall.identity;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import com.ibm.icu.text.SpoofChecker.CheckResult;
import com.ibm.icu.text.SpoofChecker.RestrictionLevel;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names that a person would take for one another on a screen, by the tables of Unicode Technical
 * Standard 39 (4, confusable detection; 5, mixed scripts).
 */
final class Lookalikes {

  private static final SpoofChecker CHECKER =
      new SpoofChecker.Builder()
          .setChecks(SpoofChecker.RESTRICTION_LEVEL | SpoofChecker.MIXED_NUMBERS)
          .setRestrictionLevel(RestrictionLevel.HIGHLY_RESTRICTIVE)
          .build();
  private static final Normalizer2 COMPATIBLE = Normalizer2.getNFKCInstance();
  // In Arabic and Indian scripts readers see how letters join or part by these two.
  private static final int NON_JOINER = 0x200C;
  private static final int JOINER = 0x200D;

  private Lookalikes() {}

  /** What is odd about how a name is written. None of it is proof of anything. */
  enum Oddity {
    /** Letters of scripts in one word that are not written together. */
    MIXED_SCRIPTS,
    /** Digits of several scripts. */
    MIXED_DIGITS,
    /** Characters that nobody sees. */
    HIDDEN
  }

  /**
   * Names that look alike have one of these in common. There are one or two: as the name is
   * written, where a capital I is a small L, and in small letters. They are for comparing only, and
   * can be kept in an index as long as the version of the tables is the same.
   */
  static Set<String> skeletons(String name) {
    var seen = visible(name);
    return Stream.of(seen, UCharacter.foldCase(seen, true))
        .map(Lookalikes::skeleton)
        .collect(Collectors.toUnmodifiableSet());
  }

  static boolean lookAlike(String one, String other) {
    return !Collections.disjoint(skeletons(one), skeletons(other));
  }

  static Set<Oddity> oddities(String name) {
    var found = EnumSet.noneOf(Oddity.class);
    if (hasHidden(name)) {
      found.add(Oddity.HIDDEN);
    }
    for (var word : visible(name).split("[ \\-]")) {
      var result = new CheckResult();
      CHECKER.failsChecks(word, result);
      if ((result.checks & SpoofChecker.RESTRICTION_LEVEL) != 0) {
        found.add(Oddity.MIXED_SCRIPTS);
      }
      if ((result.checks & SpoofChecker.MIXED_NUMBERS) != 0) {
        found.add(Oddity.MIXED_DIGITS);
      }
    }
    return found;
  }

  private static String skeleton(String name) {
    return UCharacter.foldCase(CHECKER.getSkeleton(name), true);
  }

  /** As it is seen: without what nobody sees, and with one blank for all of them. */
  private static String visible(String name) {
    var shown = new StringBuilder();
    name.codePoints().filter(c -> !isHidden(c)).forEach(shown::appendCodePoint);
    return COMPATIBLE.normalize(shown).replaceAll("[\\s\\p{Z}]+", " ").strip();
  }

  private static boolean isHidden(int c) {
    return UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
        || UCharacter.isISOControl(c);
  }

  private static boolean hasHidden(String name) {
    boolean joins = name.codePoints().anyMatch(Lookalikes::isJoined);
    return name.codePoints().anyMatch(c -> isHidden(c) && !(joins && isJoiner(c)));
  }

  private static boolean isJoiner(int c) {
    return c == NON_JOINER || c == JOINER;
  }

  /** Whether it is a letter of a script that uses joiners: Arabic and the like, or of India. */
  private static boolean isJoined(int c) {
    return UCharacter.getIntPropertyValue(c, UProperty.JOINING_TYPE)
            == UCharacter.JoiningType.DUAL_JOINING
        || UCharacter.getIntPropertyValue(c, UProperty.INDIC_SYLLABIC_CATEGORY)
            == UCharacter.IndicSyllabicCategory.CONSONANT;
  }
}
