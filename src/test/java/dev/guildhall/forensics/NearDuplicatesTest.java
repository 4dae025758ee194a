package dev.guildhall.forensics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.guildhall.forensics.NearDuplicates.Hit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearDuplicatesTest {

  private static final int WORDS = 60;
  private static final int VOCABULARY = 3_000;

  /** Words as often as in a language: the n-th most frequent one n times rarer than the first. */
  private static String word(SplittableRandom random) {
    return "w" + (int) Math.pow(VOCABULARY, random.nextDouble());
  }

  private static List<String> written(SplittableRandom random, int words) {
    return IntStream.range(0, words).mapToObj(_ -> word(random)).toList();
  }

  /** Somebody else's text with some words exchanged. */
  private static List<String> disguised(List<String> text, double share, SplittableRandom random) {
    return text.stream()
        .map(word -> random.nextDouble() < share ? word(random) : word)
        .collect(Collectors.toList());
  }

  private static Shingles shingles(List<String> words) {
    return Shingles.of(String.join(" ", words));
  }

  @Test
  void howATextIsSetDoesNotMatter() {
    var text = Shingles.of("The moon pulls the sea, twice a day.");

    assertThat(Shingles.of("THE MOON — pulls the sea;\n\ttwice a day")).isEqualTo(text);
    assertThat(Shingles.of("the moon pulls the see twice a day").jaccard(text)).isEqualTo(3 / 9.0);
    assertThat(Shingles.of("").size()).isZero();
    assertThat(Shingles.of("…!?").jaccard(Shingles.of(""))).isZero();
    assertThat(Shingles.of("Yes.").jaccard(Shingles.of("yes"))).isEqualTo(1);
    assertThat(Shingles.of("ｆｉｎｅ words here")).isEqualTo(Shingles.of("fine words here"));
  }

  @Test
  void eachCharacterIsAWordWhereWordsHaveNoSpace() {
    var text = Shingles.of("月亮牵引着海水，一天两次。");

    assertThat(text.size()).isEqualTo(9);
    assertThat(Shingles.of("月亮牵引着海水一天三次").jaccard(text)).isEqualTo(7 / 11.0);
    assertThat(Shingles.of("つきはうみを").size()).isEqualTo(4);
  }

  @Test
  void whatStandsInThePromptIsCounted() {
    var prompt = Shingles.of("Explain why the moon pulls the sea, and not the other way round.");

    assertThat(Shingles.of("the moon pulls the sea").within(prompt)).isEqualTo(1);
    assertThat(Shingles.of("the moon pulls the sea because it is heavy").within(prompt))
        .isEqualTo(3 / 7.0);
    assertThat(Shingles.of("").within(prompt)).isZero();
  }

  @Test
  void everyTextThatSharesMuchIsFoundWithHowMuchItShares() {
    var random = new SplittableRandom(1);
    var index = new NearDuplicates(100);
    var texts = new ArrayList<Shingles>();
    for (int i = 0; i < 1_500; i++) {
      var original = written(random, WORDS);
      texts.add(shingles(original));
      if (i % 5 == 0) {
        texts.add(shingles(disguised(original, 0.15 * random.nextDouble(), random)));
      }
    }
    texts.forEach(index::add);
    int expected = 0;
    int found = 0;
    for (int i = 0; i < texts.size(); i++) {
      var like = index.like(texts.get(i), 0.7, 10);
      assertThat(like).contains(new Hit(i, 1));
      for (Hit hit : like) {
        assertThat(hit.jaccard()).isEqualTo(texts.get(i).jaccard(texts.get(hit.text())));
      }
      for (int j = 0; j < texts.size(); j++) {
        int other = j;
        if (texts.get(i).jaccard(texts.get(j)) >= 0.7) {
          expected++;
          found += like.stream().anyMatch(hit -> hit.text() == other) ? 1 : 0;
        }
      }
    }

    assertThat(expected).isGreaterThan(1_900);
    assertThat((double) found / expected).isGreaterThan(0.995);
  }

  @ParameterizedTest
  @CsvSource({"0.2, 0.155", "0.3, 0.437", "0.5, 0.939"})
  void howOftenTextsMeetIsAsTheFormulaSays(double jaccard, double meet) {
    var random = new SplittableRandom(2);
    int tried = 1_500;
    var index = new NearDuplicates(1 << 16);
    var others = new ArrayList<Shingles>();
    for (int i = 0; i < tried; i++) {
      // Of two texts of n runs with k of them alike, k of 2n - k are common.
      int alike = (int) Math.round(2 * WORDS * jaccard / (1 + jaccard));
      var one = new ArrayList<Integer>();
      var other = new ArrayList<Integer>();
      for (int run = 0; run < WORDS; run++) {
        one.add(random.nextInt());
        other.add(run < alike ? one.getLast() : random.nextInt());
      }
      index.add(Shingles.ofHashes(one));
      others.add(Shingles.ofHashes(other));
    }
    int met = 0;
    for (int i = 0; i < tried; i++) {
      int of = i;
      met += index.like(others.get(i), 0, tried).stream().anyMatch(hit -> hit.text() == of) ? 1 : 0;
    }

    assertThat((double) met / tried).isCloseTo(meet, within(0.05));
  }

  @Test
  void aTextThatIsThereAThousandTimesIsFoundAtOnce() {
    var index = new NearDuplicates(16);
    for (int i = 0; i < 1_000; i++) {
      index.add(Shingles.of("I choose A because it is better in every way"));
    }

    var hits = index.like(Shingles.of("I choose A because it is better in every way!"), 0.9, 1_000);

    assertThat(hits).hasSize(200);
    assertThat(hits.getLast().text()).isEqualTo(999);
    assertThat(index.size()).isEqualTo(1_000);
  }

  /**
   * Of writers who keep a phrase of their own, and copiers who exchange up to a third of the words.
   */
  @Test
  void copiersAreToldFromWritersWithHabits() {
    var random = new SplittableRandom(3);
    var index = new NearDuplicates(4_000);
    var habits = IntStream.range(0, 50).mapToObj(_ -> written(random, 12)).toList();
    var originals = new ArrayList<List<String>>();
    for (int i = 0; i < 2_000; i++) {
      var text = new ArrayList<>(habits.get(i % habits.size()));
      text.addAll(written(random, WORDS - 12));
      originals.add(text);
      index.add(shingles(text));
    }
    double[] honest =
        random
            .ints(2_000, 0, habits.size())
            .mapToDouble(
                who -> {
                  var text = new ArrayList<>(habits.get(who));
                  text.addAll(written(random, WORDS - 12));
                  return most(index, text);
                })
            .toArray();
    double[] cheats =
        random
            .ints(1_000, 0, originals.size())
            .mapToDouble(
                of -> most(index, disguised(originals.get(of), random.nextDouble() / 5, random)))
            .toArray();

    var roc = new Roc(honest, cheats);

    assertThat(roc.area()).isGreaterThan(0.92);
    assertThat(roc.foundAt(0.001)).isGreaterThan(0.75);
  }

  private static double most(NearDuplicates index, List<String> text) {
    return index.like(shingles(text), 0, 1).stream()
        .mapToDouble(Hit::jaccard)
        .findFirst()
        .orElse(0);
  }
}
