package dev.guildhall.item;

import dev.guildhall.platform.id.IdText;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What Markdown of items may hold. Clients show it without raw HTML and links anyway; here an
 * author is told, so that nothing is lost on the way.
 */
final class Markdown {

  private static final Pattern CODE = Pattern.compile("(?s)```.*?(```|$)|`[^`\n]*`");
  private static final Pattern TAG = Pattern.compile("<[A-Za-z!/?][^>]*>?");
  private static final Pattern IMAGE = Pattern.compile("!\\[[^\\]]*]\\(\\s*<?([^)\\s>]*)");
  private static final Pattern LINK =
      Pattern.compile(
          "(?<!!)\\[[^\\]]*]\\(|(?m)^ {0,3}\\[[^\\]]+]:|(?i)\\b(javascript|data|vbscript):");
  private static final Pattern OWN = Pattern.compile("image:(img_[0-7][0-9a-hjkmnp-tv-z]{25})");

  private Markdown() {}

  /** What is not allowed in the text, in words; code is left alone. */
  static Optional<String> fault(String text) {
    var plain = CODE.matcher(text).replaceAll("");
    if (TAG.matcher(plain).find()) {
      return Optional.of("HTML is not shown; use Markdown, and put code in backquotes.");
    }
    if (LINK.matcher(plain).find()) {
      return Optional.of("Links are not shown in tests; write out what is needed.");
    }
    var images = IMAGE.matcher(plain);
    while (images.find()) {
      if (!OWN.matcher(images.group(1)).matches()) {
        return Optional.of("Upload the image and name it as image:img_….");
      }
    }
    return Optional.empty();
  }

  /** The images that the text shows. */
  static List<UUID> images(String text) {
    return OWN.matcher(CODE.matcher(text).replaceAll(""))
        .results()
        .map(found -> IdText.parse("img", found.group(1)))
        .distinct()
        .toList();
  }
}
