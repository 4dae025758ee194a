package dev.guildhall.project;

import dev.guildhall.overlap.OverlapPlan;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.FieldError;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.json.ShownName;
import dev.guildhall.platform.money.Money;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the organisation says about its project; the parts of {@link Project} that people edit.
 *
 * <p>A price may be less than the smallest coin: amounts are rounded once, when a payout is cut.
 */
record ProjectTerms(
    String name,
    ProjectKind kind,
    Template template,
    Money price,
    int estimateSeconds,
    int overlap,
    @Nullable OverlapPlan overlapRule,
    @Nullable Integer maxPerWorker,
    Requirements requirements,
    @Nullable String domain,
    int goldPermille,
    ReviewPlan review,
    @Nullable Money budget) {

  /** The terms in a body that the contract has accepted. */
  static ProjectTerms read(JsonObject draft) {
    var kind = ProjectKind.parse(draft.getString("kind"));
    return new ProjectTerms(
            ShownName.cleaned(draft.getString("name"), "/name"),
            kind,
            Template.parse(kind, draft.getJsonObject("template")),
            TermsReader.money(draft, "price"),
            draft.getInteger("estimate_seconds"),
            draft.getInteger("overlap"),
            TermsReader.overlapRule(draft, null),
            TermsReader.maxPerWorker(draft, null),
            TermsReader.requirements(draft, Requirements.NONE),
            draft.getString("domain"),
            draft.getInteger("gold_permille", 0),
            TermsReader.review(draft, ReviewPlan.DEFAULT),
            TermsReader.optionalMoney(draft, "budget", null))
        .checked();
  }

  static ProjectTerms of(Project project) {
    return new ProjectTerms(
        project.name(),
        project.kind(),
        project.template(),
        project.price(),
        project.estimateSeconds(),
        project.overlap(),
        project.overlapRule(),
        project.maxPerWorker(),
        project.requirements(),
        project.domain(),
        project.goldPermille(),
        project.review(),
        project.budget());
  }

  /** These terms with what {@code change} names in place of what was there. */
  ProjectTerms changed(JsonObject change) {
    return new ProjectTerms(
            ShownName.cleaned(change.getString("name", name), "/name"),
            kind,
            change.containsKey("template")
                ? Template.parse(kind, change.getJsonObject("template"))
                : template,
            change.containsKey("price") ? TermsReader.money(change, "price") : price,
            change.getInteger("estimate_seconds", estimateSeconds),
            change.getInteger("overlap", overlap),
            TermsReader.overlapRule(change, overlapRule),
            TermsReader.maxPerWorker(change, maxPerWorker),
            TermsReader.requirements(change, requirements),
            change.getString("domain", domain),
            change.getInteger("gold_permille", goldPermille),
            TermsReader.review(change, review),
            TermsReader.optionalMoney(change, "budget", budget))
        .checked();
  }

  /**
   * The fields, by their names on the wire, that differ from {@code other} and that workers agreed
   * to.
   */
  Set<String> frozenDifferences(ProjectTerms other) {
    var fields = new TreeSet<String>();
    if (!template.equals(other.template)) {
      fields.add("template");
    }
    if (!price.equals(other.price)) {
      fields.add("price");
    }
    if (estimateSeconds != other.estimateSeconds) {
      fields.add("estimate_seconds");
    }
    if (overlap != other.overlap) {
      fields.add("overlap");
    }
    if (!Objects.equals(overlapRule, other.overlapRule)) {
      fields.add("overlap_rule");
    }
    if (goldPermille != other.goldPermille) {
      fields.add("gold_permille");
    }
    return fields;
  }

  private ProjectTerms checked() {
    var errors = new ArrayList<>(requirements.errors());
    if (name.isBlank()) {
      errors.add(new FieldError("/name", "required", "Give the project a name."));
    }
    if (price.micros() <= 0) {
      errors.add(
          new FieldError("/price/amount", "minimum", "Pay more than nothing for a submission."));
    }
    if (budget != null && !budget.currency().equals(price.currency())) {
      errors.add(
          new FieldError(
              "/budget/currency",
              "currency_mismatch",
              "Give the budget in the currency of the price, " + price.currency() + "."));
    }
    if (kind == ProjectKind.WRITING && goldPermille > 0) {
      errors.add(
          new FieldError(
              "/gold_permille", "not_possible", "A text has no one right form; set this to 0."));
    }
    if ((review.mode() == ReviewMode.SAMPLE) != (review.samplePermille() != null)) {
      errors.add(
          new FieldError(
              "/review/sample_permille",
              review.samplePermille() == null ? "required" : "not_possible",
              "Say how many of a thousand are sampled with the mode sample, and with no other."));
    }
    if (overlapRule != null) {
      errors.addAll(overlapErrors(overlapRule));
    }
    if (!errors.isEmpty()) {
      throw new Refusal.Invalid(ErrorCode.INVALID, errors);
    }
    return this;
  }

  private List<FieldError> overlapErrors(OverlapPlan plan) {
    if (template.answers().isEmpty()) {
      return List.of(
          new FieldError(
              "/overlap_rule",
              "not_possible",
              "Answers of this kind cannot be counted, so no rule can say when they agree; leave it out."));
    }
    if (!plan.isClear()) {
      return List.of(
          new FieldError(
              "/overlap_rule",
              "one_of",
              "Ask for a probability (permille) or for a margin of votes."));
    }
    if (plan.max() <= overlap) {
      return List.of(
          new FieldError(
              "/overlap_rule/max",
              "minimum",
              "A task starts with " + overlap + " answers; let it have more than that at most."));
    }
    return plan.compiled().canSettle(plan.max(), template.answers().size())
        ? List.of()
        : List.of(
            new FieldError(
                "/overlap_rule",
                "out_of_reach",
                "Not even "
                    + plan.max()
                    + " equal answers reach that; ask for less, or for more answers at most."));
  }
}
