package dev.guildhall.item;

/** Names a version of an item. */
public record ItemVersionRef(ItemId id, int version) {}
