package dev.guildhall.item;

import dev.guildhall.item.ItemFile.Line;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.Text;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * One item with one {@code choiceInteraction} out of an {@code assessmentItem} of IMS QTI 2.0 to
 * 2.2: its text as Markdown, its choices, the right ones, and for a single choice the credit of the
 * others by the mapping. A document type is refused, so that nothing outside of the file is read
 * and no entity grows.
 */
final class QtiItem {

  private static final Set<String> NAMESPACES =
      Set.of(
          "http://www.imsglobal.org/xsd/imsqti_v2p0",
          "http://www.imsglobal.org/xsd/imsqti_v2p1",
          "http://www.imsglobal.org/xsd/imsqti_v2p2");
  private static final String MAPPED = "map_response";
  private static final int MOST_DEEP = 100;

  /** What of an item cannot be brought over. */
  private static final class NotTaken extends Exception {
    private final String code;

    NotTaken(String code, String detail) {
      super(detail);
      this.code = code;
    }
  }

  private final Element item;
  private final Map<String, String> ids = new LinkedHashMap<>();

  private QtiItem(Element item) {
    this.item = item;
  }

  static Line read(String xml) {
    try {
      var item = parsed(xml).getDocumentElement();
      boolean isItem =
          "assessmentItem".equals(item.getLocalName())
              && NAMESPACES.contains(String.valueOf(item.getNamespaceURI()));
      if (!isItem) {
        throw new NotTaken("qti", "Send one assessmentItem of QTI 2.0, 2.1 or 2.2.");
      }
      return Line.good(1, new QtiItem(item).draft());
    } catch (NotTaken e) {
      return Line.broken(1, "", e.code, String.valueOf(e.getMessage()));
    } catch (SAXParseException e) {
      return Line.broken(
          Math.max(1, e.getLineNumber()),
          "",
          "malformed_xml",
          "From here on this is not XML, or it has a document type, which is not taken.");
    } catch (SAXException | IOException _) {
      return Line.broken(1, "", "malformed_xml", "This is not XML.");
    }
  }

  private static Document parsed(String xml) throws SAXException, IOException {
    var parser = parser();
    parser.setErrorHandler(new Strict());
    return parser.parse(new InputSource(new StringReader(xml)));
  }

  private static DocumentBuilder parser() {
    try {
      var factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      // Elements are read by recursion.
      factory.setAttribute("jdk.xml.maxElementDepth", MOST_DEEP);
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      factory.setIgnoringComments(true);
      factory.setCoalescing(true);
      return factory.newDocumentBuilder();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the parser of the JDK can do this", e);
    }
  }

  /** The usual handler writes to the console. */
  private static final class Strict implements ErrorHandler {
    @Override
    public void warning(SAXParseException e) {}

    @Override
    public void error(SAXParseException e) throws SAXParseException {
      throw e;
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXParseException {
      throw e;
    }
  }

  private JsonObject draft() throws NotTaken {
    var interactions =
        named(item, "*").stream().filter(one -> name(one).endsWith("Interaction")).toList();
    if (interactions.size() != 1 || !name(interactions.getFirst()).equals("choiceInteraction")) {
      throw new NotTaken("qti_interaction", "Only items with one choiceInteraction are taken.");
    }
    var interaction = interactions.getFirst();
    var declaration = declaration(interaction.getAttribute("responseIdentifier"));
    boolean isSingle = !declaration.getAttribute("cardinality").equals("multiple");
    var body =
        new JsonObject()
            .put("prompt", prompt())
            .put("options", options(interaction))
            .put("shuffle", interaction.getAttribute("shuffle").equals("true"));
    if (!isSingle) {
      bounds(interaction, body);
    }
    var title = item.getAttribute("title").strip();
    var identifier = item.getAttribute("identifier").strip();
    var draft =
        new JsonObject()
            .put("kind", isSingle ? "single_choice" : "multiple_choice")
            .put("title", shortened(title.isEmpty() ? identifier : title));
    if (!identifier.isEmpty()) {
      draft.put("external_key", shortened(identifier));
    }
    return draft.put("body", body).put("key", key(declaration, isSingle));
  }

  private static String shortened(String text) {
    return text.length() <= 120 ? text : text.substring(0, 120);
  }

  private Element declaration(String identifier) throws NotTaken {
    for (Element one : named(item, "responseDeclaration")) {
      if (one.getAttribute("identifier").equals(identifier)) {
        return one;
      }
    }
    throw new NotTaken("qti_response", "It has no responseDeclaration named " + identifier + ".");
  }

  private static void bounds(Element interaction, JsonObject body) throws NotTaken {
    int least = count(interaction, "minChoices");
    int most = count(interaction, "maxChoices");
    if (least > 0) {
      body.put("select_min", least);
    }
    if (most > 0) {
      body.put("select_max", most);
    }
  }

  private static int count(Element interaction, String attribute) throws NotTaken {
    var text = interaction.getAttribute(attribute).strip();
    if (!text.matches("\\d{0,3}")) {
      throw new NotTaken("qti", "The attribute " + attribute + " is a small number.");
    }
    return text.isEmpty() ? 0 : Integer.parseInt(text);
  }

  /** The text of the body with that of the interaction's prompt, which stands within it. */
  private String prompt() throws NotTaken {
    var body = named(item, "itemBody");
    if (body.isEmpty()) {
      throw new NotTaken("qti", "It has no itemBody.");
    }
    return markdown(body.getFirst());
  }

  private JsonArray options(Element interaction) throws NotTaken {
    var choices = named(interaction, "simpleChoice");
    var options = new JsonArray();
    boolean canStay = canStay(choices);
    for (int i = 0; i < choices.size(); i++) {
      var identifier = choices.get(i).getAttribute("identifier");
      var id = canStay ? lower(identifier) : String.valueOf((char) ('a' + i));
      ids.put(identifier, id);
      options.add(new JsonObject().put("id", id).put("text", markdown(choices.get(i))));
    }
    return options;
  }

  private static boolean canStay(List<Element> choices) {
    var names = choices.stream().map(one -> lower(one.getAttribute("identifier"))).toList();
    return names.stream().allMatch(name -> name.matches("[a-z0-9][a-z0-9_]{0,19}"))
        && names.stream().distinct().count() == names.size();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private JsonObject key(Element declaration, boolean isSingle) throws NotTaken {
    var correct = new ArrayList<String>();
    for (Element response : named(declaration, "correctResponse")) {
      for (Element value : named(response, "value")) {
        correct.add(id(value.getTextContent().strip()));
      }
    }
    if (correct.isEmpty()) {
      throw new NotTaken("qti_response", "It does not say which choice is correct.");
    }
    var key = new JsonObject().put("correct", new JsonArray(correct));
    if (!isSingle) {
      return key.put("scoring", isMapped() ? "partial" : "all_or_nothing");
    }
    var partial = isMapped() ? partial(declaration, correct) : new JsonObject();
    return partial.isEmpty() ? key : key.put("partial", partial);
  }

  private String id(String identifier) throws NotTaken {
    var id = ids.get(identifier);
    if (id == null) {
      throw new NotTaken("qti_response", "There is no simpleChoice named " + identifier + ".");
    }
    return id;
  }

  private boolean isMapped() {
    return named(item, "responseProcessing").stream()
        .anyMatch(one -> one.getAttribute("template").endsWith("/" + MAPPED));
  }

  /** The credit of the other choices, as a part of that of the right one. */
  private JsonObject partial(Element declaration, List<String> correct) throws NotTaken {
    var credit = new LinkedHashMap<String, Double>();
    for (Element entry : named(declaration, "mapEntry")) {
      credit.put(id(entry.getAttribute("mapKey")), number(entry.getAttribute("mappedValue")));
    }
    double whole = correct.stream().mapToDouble(id -> credit.getOrDefault(id, 0.0)).max().orElse(0);
    var partial = new JsonObject();
    credit.forEach(
        (id, value) -> {
          if (!correct.contains(id) && whole > 0 && value > 0) {
            partial.put(id, Math.min(1, value / whole));
          }
        });
    return partial;
  }

  private static double number(String text) throws NotTaken {
    if (!text.strip().matches("-?\\d{1,9}(\\.\\d{1,9})?")) {
      throw new NotTaken("qti_response", "A mappedValue is a number.");
    }
    return Double.parseDouble(text.strip());
  }

  // Text.

  private static String markdown(Element element) throws NotTaken {
    var text = new StringBuilder();
    children(element, text);
    return text.toString()
        .replaceAll("[ \\t]*\\n[ \\t]*", "\n")
        .replaceAll("\\n{3,}", "\n\n")
        .strip();
  }

  private static void children(Element element, StringBuilder text) throws NotTaken {
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      switch (node) {
        case Text words -> text.append(escaped(words.getData().replaceAll("\\s+", " ")));
        case Element child -> element(child, text);
        default -> {}
      }
    }
  }

  private static void element(Element element, StringBuilder text) throws NotTaken {
    switch (name(element)) {
      case "simpleChoice", "feedbackInline", "feedbackBlock", "rubricBlock", "stylesheet" -> {}
      case "img", "object", "math", "printedVariable", "include" ->
          throw new NotTaken(
              "qti_content",
              "It holds %s, which cannot be brought over; upload images here and write the item anew."
                  .formatted(name(element)));
      case "br" -> text.append("\\\n");
      case "strong", "b" -> around("**", element, text);
      case "em", "i" -> around("*", element, text);
      case "code", "kbd", "samp" -> code(element, text);
      case "pre" -> fenced(element, text);
      case "li" -> {
        text.append("\n- ");
        children(element, text);
      }
      case "p", "div", "prompt", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6" -> {
        text.append("\n\n");
        children(element, text);
        text.append("\n\n");
      }
      default -> children(element, text);
    }
  }

  private static void around(String sign, Element element, StringBuilder text) throws NotTaken {
    var inner = markdown(element);
    text.append(inner.isEmpty() ? "" : sign + inner + sign);
  }

  private static void code(Element element, StringBuilder text) {
    var inner = element.getTextContent();
    if (!inner.isBlank()) {
      var fence = inner.contains("`") ? "``" : "`";
      text.append(fence).append(inner.replaceAll("\\s+", " ")).append(fence);
    }
  }

  private static void fenced(Element element, StringBuilder text) {
    text.append("\n\n```\n").append(element.getTextContent().strip()).append("\n```\n\n");
  }

  private static String escaped(String words) {
    return words.replaceAll("([\\\\`*_\\[\\]<>#|~{}!&])", "\\\\$1");
  }

  // The tree.

  private static String name(Element element) {
    return String.valueOf(element.getLocalName());
  }

  private static List<Element> named(Element root, String name) {
    var found = root.getElementsByTagNameNS("*", name);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }
}
