package dev.guildhall.forensics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds texts that are nearly the same among many: MinHash signatures (Broder 1997) in {@value
 * #BANDS} bands of {@value #ROWS} (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets,
 * 3.4). Two texts that share a part {@code s} of their shingles meet in a band with probability
 * {@code 1 - (1 - s^3)^21}: 0.15 at 0.2, 0.44 at 0.3, 0.94 at 0.5. Of those that meet, what they
 * share is then counted exactly.
 *
 * <p>Of a text that was added a thousand times, only the newest are found. One thread at a time.
 */
public final class NearDuplicates {

  private static final int BANDS = 21;
  private static final int ROWS = 3;
  // Newest first; whoever writes the same as hundreds is found with some of them.
  private static final int MOST_MET = 200;
  private static final int NONE = -1;

  private static final long[] SEEDS = seeds();

  private int[][] shingles;
  // By band: the newest text of each slot, and by text the one before it.
  private final int[][] newest = new int[BANDS][];
  private final int[][] before = new int[BANDS][];
  private int size;

  /**
   * @param expected how many texts; for more, everything is put in its place anew
   */
  public NearDuplicates(int expected) {
    this.shingles = new int[Math.max(16, expected)][];
    clear();
  }

  private void clear() {
    for (int band = 0; band < BANDS; band++) {
      newest[band] = new int[Integer.highestOneBit(shingles.length) * 2];
      Arrays.fill(newest[band], NONE);
      before[band] = new int[shingles.length];
    }
  }

  private static long[] seeds() {
    var seeds = new long[BANDS * ROWS];
    for (int i = 0; i < seeds.length; i++) {
      seeds[i] = Hashing.mix(i + 1L);
    }
    return seeds;
  }

  /**
   * A text that shares much.
   *
   * @param text its number, by the order in which they were added, from 0
   * @param jaccard the share of both texts' shingles that both have
   */
  public record Hit(int text, double jaccard) {}

  /** Adds a text; its number. */
  public int add(Shingles text) {
    if (size == shingles.length) {
      grow();
    }
    shingles[size] = text.hashes();
    place(size);
    return size++;
  }

  private void place(int text) {
    int[] slots = slots(shingles[text]);
    for (int band = 0; band < BANDS; band++) {
      int slot = slots[band] & (newest[band].length - 1);
      before[band][text] = newest[band][slot];
      newest[band][slot] = text;
    }
  }

  private void grow() {
    shingles = Arrays.copyOf(shingles, shingles.length * 2);
    clear();
    for (int text = 0; text < size; text++) {
      place(text);
    }
  }

  /** The texts that share at least so much, those that share most first. */
  public List<Hit> like(Shingles text, double least, int most) {
    var hits = new ArrayList<Hit>();
    for (int met : met(text.hashes())) {
      double jaccard = Shingles.jaccard(text.hashes(), shingles[met]);
      if (jaccard >= least) {
        hits.add(new Hit(met, jaccard));
      }
    }
    hits.sort(Comparator.comparingDouble(Hit::jaccard).reversed().thenComparingInt(Hit::text));
    return List.copyOf(hits.subList(0, Math.min(most, hits.size())));
  }

  public int size() {
    return size;
  }

  /** Whoever is in a slot of some band, each once. Others may be there by chance. */
  private int[] met(int[] hashes) {
    int[] slots = slots(hashes);
    int[] met = new int[BANDS * MOST_MET];
    int count = 0;
    for (int band = 0; band < BANDS; band++) {
      int text = newest[band][slots[band] & (newest[band].length - 1)];
      for (int i = 0; i < MOST_MET && text != NONE; i++) {
        met[count++] = text;
        text = before[band][text];
      }
    }
    return Arrays.stream(met, 0, count).sorted().distinct().toArray();
  }

  /** A hash of each band of the signature. Texts without a word are all alike. */
  private static int[] slots(int[] hashes) {
    int[] slots = new int[BANDS];
    for (int band = 0; band < BANDS; band++) {
      long hash = band;
      for (int row = 0; row < ROWS; row++) {
        hash = Hashing.mix(hash ^ least(hashes, SEEDS[band * ROWS + row]));
      }
      slots[band] = (int) hash;
    }
    return slots;
  }

  private static long least(int[] hashes, long seed) {
    long least = Long.MAX_VALUE;
    for (int hash : hashes) {
      least = Math.min(least, Hashing.mix(hash ^ seed));
    }
    return least;
  }
}
