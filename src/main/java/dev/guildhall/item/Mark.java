package dev.guildhall.item;

import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What the key says of an answer.
 *
 * @param score 0 to 1, of the part that the key marks; empty where people grade all of it
 * @param waits whether people grade it too
 * @param parts what the score is made of, such as gaps or tests
 * @param problem why it could not be marked as it should, in words for authors
 */
public record Mark(
    OptionalDouble score, boolean waits, List<Part> parts, @Nullable String problem) {

  /** One gap, test or pair. */
  public record Part(String name, double score, @Nullable String text) {}
}
