package dev.guildhall.simulation;

/**
 * The names that the debates' data set gives its sides, such as {@code tv-is-better-than-books_tv}.
 */
final class Topic {

  private Topic() {}

  /** A question that a person can read: {@code Tv is better than books: tv}. */
  static String question(String name) {
    String[] parts = name.split("_", 2);
    String debate = words(parts[0]);
    String side = parts.length > 1 ? ": " + words(parts[1]) : "";
    return Character.toUpperCase(debate.charAt(0)) + debate.substring(1) + side;
  }

  private static String words(String slug) {
    return slug.replaceAll("[-_]+", " ").strip();
  }
}
