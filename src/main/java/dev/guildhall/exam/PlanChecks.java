package dev.guildhall.exam;

import dev.guildhall.exam.TestPlan.Pass;
import dev.guildhall.exam.TestPlan.Section;
import dev.guildhall.platform.error.FieldError;
import dev.guildhall.platform.money.Money;
import dev.guildhall.qualification.QualificationId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the contract cannot say of a plan. */
final class PlanChecks {

  // A form is drawn, stored and shown as a whole.
  private static final int MOST_ITEMS = 300;
  private static final int HIGHEST_LEVEL = 5;

  private final TestPlan plan;
  private final List<FieldError> errors = new ArrayList<>();

  private PlanChecks(TestPlan plan) {
    this.plan = plan;
  }

  /**
   * Everything that is wrong with a plan, with pointers into it.
   *
   * @param of whose test it is
   * @param usable those of {@link #named} that may be named
   */
  static List<FieldError> errors(TestPlan plan, QualificationId of, Set<QualificationId> usable) {
    var checks = new PlanChecks(plan);
    checks.sections();
    checks.passes();
    checks.prerequisites(of, usable);
    checks.reviewers(usable);
    checks.pay();
    return List.copyOf(checks.errors);
  }

  /** The qualifications that a plan names. */
  static Set<QualificationId> named(TestPlan plan) {
    var reviewer = plan.grading().reviewer();
    return Stream.concat(
            plan.prerequisites().stream().map(TestPlan.Prerequisite::qualificationId),
            reviewer == null ? Stream.of() : Stream.of(reviewer.qualificationId()))
        .collect(Collectors.toSet());
  }

  private void error(String pointer, String code, String detail) {
    errors.add(new FieldError(pointer, code, detail));
  }

  private void sections() {
    var keys = new HashSet<String>();
    for (int i = 0; i < plan.sections().size(); i++) {
      section(plan.sections().get(i), "/sections/" + i, keys);
    }
    if (plan.sections().stream().mapToInt(Section::items).sum() > MOST_ITEMS) {
      error(
          "/sections", "too_many", "All sections together have at most " + MOST_ITEMS + " items.");
    }
  }

  private void section(Section section, String at, Set<String> keys) {
    if (!keys.add(section.key())) {
      error(at + "/key", "duplicate", "Another section has this key.");
    }
    if (section.seconds() != null && plan.seconds() != null && section.seconds() > plan.seconds()) {
      error(at + "/seconds", "range", "A section takes no longer than the whole.");
    }
    var adaptive = section.adaptive();
    if (adaptive == null) {
      return;
    }
    if (adaptive.minItems() > adaptive.maxItems()) {
      error(at + "/adaptive/min_items", "range", "At least is no more than at most.");
    }
    if (section.trialItems() > 0) {
      error(
          at + "/trial_items",
          "not_possible",
          "In an adaptive section each item counts; mix items under trial into another one.");
    }
    if (section.difficulty() != null) {
      error(
          at + "/difficulty",
          "not_possible",
          "An adaptive section is as difficult as the worker is able.");
    }
  }

  private void passes() {
    var keys = plan.sections().stream().map(Section::key).collect(Collectors.toSet());
    @Nullable Pass before = null;
    for (int i = 0; i < plan.passes().size(); i++) {
      var pass = plan.passes().get(i);
      var at = "/passes/" + i;
      if (pass.level() < 1 || pass.level() > HIGHEST_LEVEL) {
        error(at + "/level", "range", "A test grants levels from 1 to " + HIGHEST_LEVEL + ".");
      }
      if (before != null && pass.level() <= before.level()) {
        error(at + "/level", "order", "Levels stand in rising order.");
      }
      if (before != null && pass.score() <= before.score()) {
        error(at + "/score", "order", "A higher level takes a higher score.");
      }
      for (var key : pass.sections().keySet()) {
        if (!keys.contains(key)) {
          error(at + "/sections/" + key, "unknown", "The test has no section of this key.");
        }
      }
      before = pass;
    }
  }

  private void prerequisites(QualificationId of, Set<QualificationId> usable) {
    var seen = new HashSet<QualificationId>();
    for (int i = 0; i < plan.prerequisites().size(); i++) {
      var id = plan.prerequisites().get(i).qualificationId();
      var at = "/prerequisites/" + i + "/qualification_id";
      if (id.equals(of)) {
        error(
            at,
            "not_possible",
            "Nobody could begin a test that its own qualification is asked for.");
      } else if (!usable.contains(id)) {
        error(at, "unknown", "Your organisation has no such qualification.");
      }
      if (!seen.add(id)) {
        error(at, "duplicate", "It stands here twice.");
      }
    }
  }

  private void reviewers(Set<QualificationId> usable) {
    var reviewer = plan.grading().reviewer();
    if (reviewer != null && !usable.contains(reviewer.qualificationId())) {
      error(
          "/grading/reviewer/qualification_id",
          "unknown",
          "Your organisation has no such qualification.");
    }
    if (reviewer != null && plan.grading().pay() == null) {
      error("/grading/pay", "required", "Who grades by a qualification is paid for each paper.");
    }
    positive(plan.grading().pay(), "/grading/pay");
  }

  private void pay() {
    positive(plan.pay(), "/pay");
    if (plan.pay() == null && plan.minutes(1) > TestPlan.UNPAID_MINUTES) {
      error(
          "/pay",
          "required",
          "It may take "
              + plan.minutes(1)
              + " minutes; a test of more than "
              + TestPlan.UNPAID_MINUTES
              + " is paid.");
    }
  }

  private void positive(@Nullable Money pay, String at) {
    if (pay != null && pay.micros() <= 0) {
      error(at, "range", "Pay is more than nothing; leave it out to pay nothing.");
    }
  }
}
