package dev.guildhall.exam;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.item.ItemKind;
import dev.guildhall.platform.json.StrictJson;
import dev.guildhall.platform.money.Money;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.qualification.QualificationId;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How a test goes: its sections, its clock, what passes it.
 *
 * @param seconds for the whole; null: what the sections come to, or no bound
 * @param retryHours the wait after an attempt that did not reach the highest level
 * @param maxAttempts within one year; null: any number
 * @param passes with rising levels and scores
 * @param honesty what the worker agrees to; null: the usual sentence
 */
public record TestPlan(
    String introduction,
    @Nullable Integer seconds,
    Clock clock,
    Late late,
    int retryHours,
    @Nullable Integer maxAttempts,
    List<Prerequisite> prerequisites,
    List<Section> sections,
    List<Pass> passes,
    Feedback feedback,
    @Nullable Money pay,
    @Nullable String honesty,
    Grading grading) {

  static final int UNPAID_MINUTES = 15;
  // Of a section without a limit, to say how long it may take.
  private static final int SECONDS_AN_ITEM = 90;
  private static final double USUAL_TOLERANCE = 0.3;
  private static final int USUAL_RETRY_HOURS = 168;
  private static final int USUAL_VALIDITY_PERMILLE = 70;
  private static final int USUAL_LEASE_SECONDS = 1_800;
  private static final String USUAL_HONESTY =
      "I answer by myself, without help from other people or programs, and I keep the questions to myself.";

  /** Whether leaving stops the clock. */
  public enum Clock {
    RUNS,
    PAUSABLE;

    @JsonCreator
    static Clock parse(String wire) {
      return Sql.constant(Clock.class, wire);
    }

    @JsonValue
    public String wire() {
      return Sql.wire(this);
    }
  }

  /** What becomes of answers after the end of the time; they are kept in any case. */
  public enum Late {
    COUNT,
    DISCARD;

    @JsonCreator
    static Late parse(String wire) {
      return Sql.constant(Late.class, wire);
    }

    @JsonValue
    public String wire() {
      return Sql.wire(this);
    }
  }

  /** How much the worker is told of the result; each says what the one before says, and more. */
  public enum Feedback {
    SCORE,
    LINES,
    ITEMS;

    @JsonCreator
    static Feedback parse(String wire) {
      return Sql.constant(Feedback.class, wire);
    }

    @JsonValue
    public String wire() {
      return Sql.wire(this);
    }
  }

  /** A qualification to be held before, at that level at least. */
  public record Prerequisite(QualificationId qualificationId, @Nullable Integer level) {

    public int least() {
      return level == null ? 0 : level;
    }
  }

  /**
   * A part of the test.
   *
   * @param seconds null: as long as the whole
   * @param difficulty the mean of each form, in logits; null: that of the fitting items
   * @param tolerance how far a form's mean may be off
   * @param trialItems items under trial that are mixed in and do not count
   * @param adaptive null: a form is drawn before
   */
  public record Section(
      String key,
      String title,
      @Nullable String instructions,
      @Nullable Integer seconds,
      double weight,
      List<Draw> draws,
      @Nullable Double difficulty,
      double tolerance,
      int trialItems,
      @Nullable Adaptive adaptive) {

    /** How many items it has; at most, when adaptive. */
    public int items() {
      return adaptive == null
          ? draws.stream().mapToInt(Draw::count).sum() + trialItems
          : adaptive.maxItems();
    }
  }

  /** So many items that have all of this. */
  public record Draw(int count, @Nullable String domain, List<String> tags, List<ItemKind> kinds) {}

  /** When an adaptive section ends. */
  public record Adaptive(double targetError, int minItems, int maxItems) {}

  /**
   * What a level takes.
   *
   * @param score of the whole, at least
   * @param sections of single sections, at least, by key
   */
  public record Pass(int level, double score, Map<String, Double> sections) {}

  /**
   * How open answers are graded.
   *
   * @param reviewer whose holders grade for pay; null: members of the organisation only
   * @param pay for each paper
   */
  public record Grading(
      @Nullable Reviewer reviewer,
      @Nullable Money pay,
      int validityPermille,
      boolean sameVendor,
      int leaseSeconds) {}

  public record Reviewer(QualificationId qualificationId, int level) {}

  private record Wire(
      String introduction,
      @Nullable Integer seconds,
      @Nullable Clock clock,
      @Nullable Late late,
      @Nullable Integer retryHours,
      @Nullable Integer maxAttempts,
      @Nullable List<Prerequisite> prerequisites,
      List<WireSection> sections,
      List<WirePass> passes,
      @Nullable Feedback feedback,
      @Nullable Money pay,
      @Nullable String honesty,
      @Nullable WireGrading grading) {}

  private record WireSection(
      String key,
      String title,
      @Nullable String instructions,
      @Nullable Integer seconds,
      @Nullable Double weight,
      List<WireDraw> draws,
      @Nullable Double difficulty,
      @Nullable Double tolerance,
      @Nullable Integer trialItems,
      @Nullable Adaptive adaptive) {

    private Section section() {
      return new Section(
          key,
          title,
          instructions,
          seconds,
          weight == null ? 1 : weight,
          draws.stream().map(WireDraw::draw).toList(),
          difficulty,
          tolerance == null ? USUAL_TOLERANCE : tolerance,
          trialItems == null ? 0 : trialItems,
          adaptive);
    }
  }

  private record WireDraw(
      int count,
      @Nullable String domain,
      @Nullable List<String> tags,
      @Nullable List<ItemKind> kinds) {

    private Draw draw() {
      return new Draw(
          count,
          domain,
          Objects.requireNonNullElse(tags, List.of()),
          Objects.requireNonNullElse(kinds, List.of()));
    }
  }

  private record WirePass(int level, double score, @Nullable Map<String, Double> sections) {

    private Pass pass() {
      return new Pass(level, score, sections == null ? Map.of() : Map.copyOf(sections));
    }
  }

  private record WireGrading(
      @Nullable Reviewer reviewer,
      @Nullable Money pay,
      @Nullable Integer validityPermille,
      @Nullable Boolean sameVendor,
      @Nullable Integer leaseSeconds) {

    private static final WireGrading USUAL = new WireGrading(null, null, null, null, null);

    private Grading grading() {
      return new Grading(
          reviewer,
          pay,
          validityPermille == null ? USUAL_VALIDITY_PERMILLE : validityPermille,
          Boolean.TRUE.equals(sameVendor),
          leaseSeconds == null ? USUAL_LEASE_SECONDS : leaseSeconds);
    }
  }

  /** Reads the contract's {@code TestPlan}. */
  public static TestPlan parse(JsonObject json) {
    var wire = StrictJson.convert(json, Wire.class);
    return new TestPlan(
        wire.introduction(),
        wire.seconds(),
        wire.clock() == null ? Clock.RUNS : wire.clock(),
        wire.late() == null ? Late.DISCARD : wire.late(),
        wire.retryHours() == null ? USUAL_RETRY_HOURS : wire.retryHours(),
        wire.maxAttempts(),
        wire.prerequisites() == null ? List.of() : wire.prerequisites(),
        wire.sections().stream().map(WireSection::section).toList(),
        wire.passes().stream().map(WirePass::pass).toList(),
        wire.feedback() == null ? Feedback.LINES : wire.feedback(),
        wire.pay(),
        wire.honesty(),
        Objects.requireNonNullElse(wire.grading(), WireGrading.USUAL).grading());
  }

  /** What the worker agrees to before the clock starts. */
  public String honestyStatement() {
    return honesty == null ? USUAL_HONESTY : honesty;
  }

  /** What bounds the whole: its own limit, or what its sections come to; empty: nothing. */
  public OptionalInt bound() {
    if (sections.stream().anyMatch(section -> section.seconds() == null)) {
      return seconds == null ? OptionalInt.empty() : OptionalInt.of(seconds);
    }
    int together = sections.stream().mapToInt(section -> limit(section.seconds())).sum();
    return OptionalInt.of(seconds == null ? together : Math.min(seconds, together));
  }

  private static int limit(@Nullable Integer seconds) {
    return Objects.requireNonNull(seconds);
  }

  /**
   * How long it takes at most; where nothing bounds it, a minute and a half for each item.
   *
   * @param timeMultiplier the worker's own, from 1
   */
  public int minutes(double timeMultiplier) {
    int takes =
        bound()
            .orElseGet(
                () ->
                    sections.stream()
                        .mapToInt(
                            section ->
                                section.seconds() == null
                                    ? section.items() * SECONDS_AN_ITEM
                                    : section.seconds())
                        .sum());
    return (int) Math.ceil(takes * timeMultiplier / 60);
  }

  /** The levels that it grants, rising. */
  public List<Integer> levels() {
    return passes.stream().map(Pass::level).toList();
  }

  public int highestLevel() {
    return passes.getLast().level();
  }
}
