package dev.guildhall.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.identity.NameMatch.Band;
import dev.guildhall.identity.NameMatch.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NameMatcherTest {

  private record Pair(
      String section, Band band, DocumentName document, String profile, String tried) {

    private static Pair of(String section, String line) {
      var part = Stream.of(line.split("\\|")).map(String::strip).toList();
      var given = part.get(2);
      return new Pair(
          section,
          Band.valueOf(part.getFirst().toUpperCase(Locale.ROOT)),
          new DocumentName(
              part.get(1), given.replace("+", "").strip(), given.endsWith("+"), part.get(3)),
          part.get(4),
          part.get(5));
    }
  }

  private static List<Pair> pairs() {
    var pairs = new ArrayList<Pair>();
    var section = "";
    for (var line : table().lines().filter(it -> !it.isBlank()).toList()) {
      if (line.startsWith("#")) {
        section = line;
      } else {
        pairs.add(Pair.of(section, line));
      }
    }
    return pairs;
  }

  private static String table() {
    try (var in = Objects.requireNonNull(NameMatcherTest.class.getResourceAsStream("names.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static NameMatch match(String surname, String given, String profile) {
    return NameMatcher.match(new DocumentName(surname, given, false, "UTO"), profile);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void everyPairOfTheTableIsInItsBand(Pair pair) {
    var match = NameMatcher.match(pair.document(), pair.profile());
    assertThat(match.band()).as("%s: %s", pair, match).isEqualTo(pair.band());
  }

  @Test
  void namesOfDifferentPeopleDoNotMatch() {
    var pairs = pairs();
    var random = new SplittableRandom(9303);
    for (int i = 0; i < 2_000; i++) {
      var one = pairs.get(random.nextInt(pairs.size()));
      var other = pairs.get(random.nextInt(pairs.size()));
      if (!one.section().equals(other.section())) {
        assertThat(NameMatcher.match(one.document(), other.profile()).band())
            .as("%s, %s", one.document(), other.profile())
            .isNotEqualTo(Band.MATCH);
      }
    }
  }

  @Test
  void theOrderOfTheProfilesWordsDoesNotMatter() {
    var random = new Random(9303);
    var words = new ArrayList<>(List.of("Anna", "Maria", "van", "der", "Berg"));
    for (int i = 0; i < 100; i++) {
      Collections.shuffle(words, random);
      var match = match("VAN DER BERG", "ANNA MARIA", String.join(" ", words));
      assertThat(match.score()).isEqualTo(1);
    }
  }

  @Test
  void reasonsSayWhatWasFound() {
    assertThat(match("ERIKSSON", "ANNA MARIA", "Anna Maria Eriksson").reasons()).isEmpty();
    assertThat(match("ERIKSSON", "ANNA MARIA", "Eriksson A.").reasons())
        .containsExactlyInAnyOrder(
            Reason.SURNAME_FIRST, Reason.INITIAL, Reason.GIVEN_NAMES_MISSING);
    assertThat(match("SHCHERBAKOV", "IVAN", "Иван Петрович Щербаков").reasons())
        .containsExactly(Reason.PATRONYMIC);
    assertThat(match("HARBI", "KHALID", "خالد حربي").reasons()).containsExactly(Reason.CONSONANTS);
    assertThat(match("MUELLER", "ANNA", "Anna Eva Muller").reasons())
        .containsExactlyInAnyOrder(Reason.SPELLING, Reason.MORE_NAMES);
    assertThat(match("ERIKSSON", "ANNA", "Anna Erikssen").reasons()).containsExactly(Reason.SLIP);
  }

  @Test
  void aSlipIsOneLetterOfAtLeastFive() {
    for (var other : List.of("LINDER", "LINDE", "LINDRE", "LIMDER", "LLINDER", "LINDERS")) {
      assertThat(NameMatcher.isSlip("LINDER", other)).as(other).isTrue();
    }
    for (var other : List.of("LANDAR", "LIND", "NILDER", "LINDERSS", "REDNIL")) {
      assertThat(NameMatcher.isSlip("LINDER", other)).as(other).isFalse();
    }
    assertThat(NameMatcher.isSlip("ANNA", "ANNE")).isFalse();
  }

  @Test
  void anyTextIsAnsweredSoon() {
    var random = new SplittableRandom(1);
    for (int i = 0; i < 100; i++) {
      var text =
          random
              .ints(60, 0, 0x3000)
              .filter(Character::isDefined)
              .mapToObj(Character::toString)
              .collect(Collectors.joining(i % 2 == 0 ? "" : " "));
      assertThat(match("ERIKSSON", "ANNA MARIA", text).score()).isBetween(0.0, 1.0);
    }
    assertThat(match("ERIKSSON", "ANNA", "Ü".repeat(200)).band()).isEqualTo(Band.DIFFERS);
  }

  @Test
  void theTablesOfDoc9303AreWritten() {
    assertThat(spellings("Ж")).contains("ZH");
    assertThat(spellings("Хрущёв")).contains("KHRUSHCHEV");
    assertThat(spellings("Ülo")).contains("UELO", "UXXLO", "ULO");
    assertThat(spellings("Æther")).contains("AETHER");
    assertThat(spellings("خالد")).contains("XKHALD", "KHALD");
    assertThat(spellings("شمس")).contains("XSHMS");
    assertThat(spellings("王")).containsExactly("WANG");
  }

  private static List<String> spellings(String word) {
    return Romanisation.words(word).getFirst().spellings();
  }
}
