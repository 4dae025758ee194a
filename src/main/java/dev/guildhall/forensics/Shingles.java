package dev.guildhall.forensics;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The set of a text's runs of three words, as hashes. Case, punctuation, white space and forms of
 * the same letter do not matter; in scripts that put no space between words each character is a
 * word. A text of fewer words is one run.
 */
public final class Shingles {

  private static final int WORDS = 3;
  // FNV-1a, 64 bits (Fowler, Noll, Vo).
  private static final long PRIME = 0x100000001b3L;
  private static final long BASIS = 0xcbf29ce484222325L;

  // Ascending, each once.
  private final int[] hashes;

  private Shingles(int[] hashes) {
    this.hashes = hashes;
  }

  /** Of a text; empty when it has no word. */
  public static Shingles of(String text) {
    long[] words = words(text);
    int runs = words.length == 0 ? 0 : Math.max(1, words.length - WORDS + 1);
    return new Shingles(
        IntStream.range(0, runs)
            .map(first -> run(words, first, Math.min(first + WORDS, words.length)))
            .sorted()
            .distinct()
            .toArray());
  }

  /** Of a text whose runs have these hashes. */
  static Shingles ofHashes(Collection<Integer> runs) {
    return new Shingles(runs.stream().mapToInt(Integer::intValue).sorted().distinct().toArray());
  }

  private static int run(long[] words, int from, int to) {
    long hash = BASIS;
    for (int i = from; i < to; i++) {
      hash = (hash ^ words[i]) * PRIME;
    }
    return (int) (Hashing.mix(hash) >>> Integer.SIZE);
  }

  /** A hash of each word, in the order of the text. */
  private static long[] words(String text) {
    var plain =
        Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT).codePoints();
    var words = LongStream.builder();
    long word = BASIS;
    boolean inWord = false;
    for (int c : plain.toArray()) {
      boolean isWhole = Character.isIdeographic(c) || isWithoutSpaces(c);
      if (inWord && (isWhole || !Character.isLetterOrDigit(c))) {
        words.add(word);
        word = BASIS;
        inWord = false;
      }
      if (isWhole) {
        words.add((BASIS ^ c) * PRIME);
      } else if (Character.isLetterOrDigit(c)) {
        word = (word ^ c) * PRIME;
        inWord = true;
      }
    }
    if (inWord) {
      words.add(word);
    }
    return words.build().toArray();
  }

  private static boolean isWithoutSpaces(int c) {
    return switch (Character.UnicodeScript.of(c)) {
      case HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR, TIBETAN -> Character.isLetter(c);
      default -> false;
    };
  }

  /** How many there are. */
  public int size() {
    return hashes.length;
  }

  int[] hashes() {
    return hashes;
  }

  /** The share of both that both have (Jaccard 1901), from 0 to 1. */
  public double jaccard(Shingles other) {
    return jaccard(hashes, other.hashes);
  }

  static double jaccard(int[] one, int[] other) {
    int common = common(one, other);
    int all = one.length + other.length - common;
    return all == 0 ? 0 : (double) common / all;
  }

  /** The share of these that stand in another text too, such as the prompt, from 0 to 1. */
  public double within(Shingles other) {
    return hashes.length == 0 ? 0 : (double) common(hashes, other.hashes) / hashes.length;
  }

  private static int common(int[] one, int[] other) {
    int common = 0;
    for (int i = 0, j = 0; i < one.length && j < other.length; ) {
      int order = Integer.compare(one[i], other[j]);
      common += order == 0 ? 1 : 0;
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    return common;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shingles shingles && Arrays.equals(hashes, shingles.hashes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(hashes);
  }
}
