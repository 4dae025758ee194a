package dev.guildhall.item;

import org.jspecify.annotations.Nullable;

/**
 * An item that may be drawn into a form, in its newest version.
 *
 * @param state trial or active
 * @param difficulty as measured, or else the author's guess, in logits
 * @param discrimination as measured, or else 1
 * @param cap how many attempts may show it; null: any number
 * @param graded whether people grade it, all or in part
 */
public record PoolItem(
    ItemId id,
    int version,
    ItemKind kind,
    ItemState state,
    double difficulty,
    double discrimination,
    int exposures,
    @Nullable Integer cap,
    @Nullable ItemId twinOf,
    boolean graded) {

  public ItemVersionRef ref() {
    return new ItemVersionRef(id, version);
  }
}
