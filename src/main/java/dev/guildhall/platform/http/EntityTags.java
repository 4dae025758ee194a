package dev.guildhall.platform.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The versions that a client names in {@code If-Match} or {@code If-None-Match}: any, or a list of
 * entity tags (RFC 9110, 8.8.3 and 13.1).
 */
public final class EntityTags {

  private static final String ANY = "*";
  // Between the tags stand commas; a list may have empty places (5.6.1).
  private static final Pattern TAG =
      Pattern.compile("\\G[ \\t,]*(W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*)\"[ \\t]*(?=,|$)");

  private final boolean any;
  private final List<Tag> tags;

  private record Tag(String text, boolean weak) {}

  private EntityTags(boolean any, List<Tag> tags) {
    this.any = any;
    this.tags = tags;
  }

  /** Empty for what is neither a star nor a list of quoted tags. */
  public static Optional<EntityTags> parse(String header) {
    if (header.strip().equals(ANY)) {
      return Optional.of(new EntityTags(true, List.of()));
    }
    var tags = new ArrayList<Tag>();
    var tag = TAG.matcher(header);
    int end = 0;
    while (tag.find()) {
      tags.add(new Tag(tag.group(2), tag.group(1) != null));
      end = tag.end();
    }
    boolean isList = !tags.isEmpty() && header.substring(end).matches("[ \\t,]*");
    return isList ? Optional.of(new EntityTags(false, List.copyOf(tags))) : Optional.empty();
  }

  /**
   * Whether something that exists may be changed under {@code If-Match}. A weak tag never says so:
   * it stands for more than one form of the thing.
   *
   * @param isCurrent whether a tag, without its quotes, names what is stored now
   */
  public boolean admit(Predicate<String> isCurrent) {
    return any || tags.stream().anyMatch(tag -> !tag.weak() && isCurrent.test(tag.text()));
  }

  /** Whether the reader already has what {@code etag} stands for, weakly compared. */
  boolean know(String etag) {
    return any || tags.stream().anyMatch(tag -> tag.text().equals(etag));
  }
}
