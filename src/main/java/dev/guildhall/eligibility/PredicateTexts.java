package dev.guildhall.eligibility;

import dev.guildhall.account.OrganisationId;
import dev.guildhall.platform.id.Id;
import dev.guildhall.platform.sql.Sql;
import java.text.MessageFormat;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.stream.Collectors;

/** Predicates in words, from {@code messages/eligibility*.properties}. */
final class PredicateTexts {

  private static final Control NO_FALLBACK =
      Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

  private final Locale locale;
  private final Map<Id, String> names;

  /**
   * @param names of the qualifications and organisations that the predicates speak of
   */
  PredicateTexts(Locale locale, Map<Id, String> names) {
    this.locale = locale;
    this.names = names;
  }

  /** A predicate as a text: its key, and what stands in its gaps. */
  private record Text(String key, Object... gaps) {}

  Explained explain(Predicate predicate, boolean met) {
    var text = text(predicate);
    String code = text.key().contains(".") ? text.key().split("\\.")[0] : text.key();
    return new Explained(code, say(text.key(), text.gaps()), say(code + ".mend", text.gaps()), met);
  }

  private Text text(Predicate predicate) {
    return switch (predicate) {
      case Predicate.Language it ->
          new Text("language." + Sql.wire(it.level()), language(it.language()));
      case Predicate.LivesIn it -> new Text("lives_in", countries(it.countries()));
      case Predicate.LivesOutside it -> new Text("lives_outside", countries(it.countries()));
      case Predicate.Identity it -> new Text("identity_" + it.atLeast().wire());
      case Predicate.Qualification it ->
          new Text(
              "qualification." + it.compare().wire(),
              name(it.id()),
              it.levels().isEmpty() ? it.level() : levels(it.levels()));
      case Predicate.Skill it -> new Text("skill", it.domain(), it.atLeast());
      case Predicate.Device it ->
          new Text(
              "device",
              it.anyOf().stream()
                  .sorted()
                  .map(device -> say("device_" + device.wire()))
                  .collect(Collectors.joining(", ")));
      case Predicate.BroughtBy it -> new Text("brought_by", organisations(it.vendors()));
      case Predicate.NotBroughtBy it -> new Text("not_brought_by", organisations(it.vendors()));
      case Predicate.NewToGroup it -> new Text("new_to_group", it.group().name());
      case Predicate.Invited _ -> new Text("invited");
      case Predicate.Stranger _ -> new Text("stranger");
    };
  }

  private String say(String key, Object... gaps) {
    var texts = ResourceBundle.getBundle("messages.eligibility", locale, NO_FALLBACK);
    return new MessageFormat(texts.getString(key), locale).format(gaps);
  }

  private String language(String tag) {
    return Locale.forLanguageTag(tag).getDisplayName(locale);
  }

  private String countries(Collection<String> codes) {
    return codes.stream()
        .map(code -> Locale.of("", code).getDisplayCountry(locale))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private String organisations(Collection<OrganisationId> ids) {
    return ids.stream().map(this::name).sorted().collect(Collectors.joining(", "));
  }

  private static String levels(Collection<Integer> levels) {
    return levels.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private String name(Id id) {
    return names.getOrDefault(id, id.toString());
  }
}
