package dev.guildhall.item;

import dev.guildhall.platform.id.IdText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * What Markdown of items may hold: text, tables, code and images of the organisation. It is parsed
 * as CommonMark, so that what hides from a search in the text does not hide from this. Clients show
 * it without raw HTML and links anyway; here an author is told, so that nothing is lost on the way.
 */
final class Markdown {

  private static final Pattern OWN = Pattern.compile("image:(img_[0-7][0-9a-hjkmnp-tv-z]{25})");

  private static final Parser PARSER =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();

  private Markdown() {}

  /** What is not allowed in the text, in words; code is left alone. */
  static Optional<String> fault(String text) {
    return nodes(text).stream()
        .map(
            node ->
                switch (node) {
                  case HtmlBlock _, HtmlInline _ ->
                      "HTML is not shown; use Markdown, and put code in backquotes.";
                  case Link _ -> "Links are not shown in tests; write out what is needed.";
                  case Image image when !OWN.matcher(image.getDestination()).matches() ->
                      "Upload the image and name it as image:img_….";
                  default -> "";
                })
        .filter(fault -> !fault.isEmpty())
        .findFirst();
  }

  /** The images that the text shows. */
  static List<UUID> images(String text) {
    return nodes(text).stream()
        .filter(Image.class::isInstance)
        .map(node -> OWN.matcher(((Image) node).getDestination()))
        .filter(own -> own.matches())
        .map(own -> IdText.parse("img", own.group(1)))
        .distinct()
        .toList();
  }

  /** In a loop and not by a visitor: emphasis may be nested deeper than a stack is. */
  private static List<Node> nodes(String text) {
    var nodes = new ArrayList<Node>();
    for (Node node = PARSER.parse(text).getFirstChild(); node != null; node = next(node)) {
      nodes.add(node);
    }
    return nodes;
  }

  private static @Nullable Node next(Node node) {
    if (node.getFirstChild() != null) {
      return node.getFirstChild();
    }
    for (Node here = node; here != null; here = here.getParent()) {
      if (here.getNext() != null) {
        return here.getNext();
      }
    }
    return null;
  }
}
