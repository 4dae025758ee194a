package dev.guildhall.attempt;

import dev.guildhall.item.ItemId;
import dev.guildhall.item.ItemKind;
import io.vertx.core.json.JsonObject;

/**
 * An answer that people grade.
 *
 * @param counts false of an item under trial: its grade decides nothing
 * @param text the answer as one text; what evidence spans count in
 */
public record OpenAnswer(
    ItemId itemId, int version, ItemKind kind, boolean counts, JsonObject answer, String text) {}
