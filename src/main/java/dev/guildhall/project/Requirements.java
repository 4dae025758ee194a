package dev.guildhall.project;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.account.OrganisationId;
import dev.guildhall.platform.error.FieldError;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.qualification.QualificationId;
import dev.guildhall.worker.Device;
import dev.guildhall.worker.Identity;
import dev.guildhall.worker.LanguageLevel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a worker must be, have or know to get tasks of a project; all of it. What is empty is not
 * asked.
 *
 * @param languages each of them, at that level or a higher one
 * @param identity how surely it must be known who they are; a confirmed address is asked of all
 * @param devices any of these
 * @param exclusionGroups whoever had a task of another project of a group gets none of this one
 * @param invitedOnly only those whom the project has invited
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Requirements(
    List<Language> languages,
    @Nullable Choice<String> countries,
    @Nullable Identity identity,
    List<Qualification> qualifications,
    List<Skill> skills,
    List<Device> devices,
    @Nullable Choice<OrganisationId> vendors,
    List<String> exclusionGroups,
    @Nullable Boolean invitedOnly) {

  /** Nothing is asked. */
  public static final Requirements NONE =
      new Requirements(
          List.of(), null, null, List.of(), List.of(), List.of(), null, List.of(), null);

  public Requirements {
    languages = orNone(languages);
    qualifications = orNone(qualifications);
    skills = orNone(skills);
    devices = orNone(devices);
    exclusionGroups = orNone(exclusionGroups);
  }

  private static <T> Set<T> orNone(@Nullable Set<T> set) {
    return set == null ? Set.of() : Set.copyOf(set);
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  /** The language at that level or a higher one. */
  public record Language(String language, LanguageLevel level) {}

  /** One of {@code anyOf}, or none of {@code noneOf}; exactly one of the two is given. */
  public record Choice<T>(@Nullable Set<T> anyOf, @Nullable Set<T> noneOf) {}

  /**
   * A qualification that is held, at a level.
   *
   * @param level with the comparisons that take one
   * @param levels with {@link Comparison#IN} and {@link Comparison#NOT_IN}; otherwise empty
   * @param guards what is kept from those who do not meet it
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Qualification(
      QualificationId qualificationId,
      Comparison compare,
      @Nullable Integer level,
      Set<Integer> levels,
      @Nullable Guard guards) {

    public Qualification {
      levels = orNone(levels);
    }
  }

  /**
   * What a requirement keeps from those who do not meet it; each also what the ones before it do.
   */
  public enum Guard {
    /** Work: they may find the project and read it, and get no task of it. */
    ACCEPT,
    /**
     * Reading: they may find it, with what is asked, and neither its guideline nor what is to be
     * done.
     */
    PREVIEW,
    /** Finding: for them there is no such project. */
    DISCOVER;

    @JsonCreator
    public static Guard parse(String wire) {
      return Sql.constant(Guard.class, wire);
    }

    @JsonValue
    public String wire() {
      return Sql.wire(this);
    }
  }

  /** How the level that is held compares with the one that is named. */
  public enum Comparison {
    AT_LEAST,
    AT_MOST,
    EQUAL,
    NOT_EQUAL,
    IN,
    NOT_IN,
    EXISTS,
    ABSENT;

    @JsonCreator
    public static Comparison parse(String wire) {
      return Sql.constant(Comparison.class, wire);
    }

    @JsonValue
    public String wire() {
      return Sql.wire(this);
    }

    /** Whether it compares with one level. */
    public boolean takesLevel() {
      return switch (this) {
        case AT_LEAST, AT_MOST, EQUAL, NOT_EQUAL -> true;
        case IN, NOT_IN, EXISTS, ABSENT -> false;
      };
    }

    /** Whether it compares with several levels. */
    public boolean takesLevels() {
      return this == IN || this == NOT_IN;
    }
  }

  /** A measured skill whose lower bound is that high; 0 to 1. */
  public record Skill(String domain, double atLeast) {}

  /** The qualifications that are asked about, in their order. */
  public List<QualificationId> qualificationIds() {
    return qualifications.stream().map(Qualification::qualificationId).toList();
  }

  /** What the contract cannot check. */
  public List<FieldError> errors() {
    var errors = new ArrayList<FieldError>();
    var named = new HashSet<String>();
    for (int i = 0; i < languages.size(); i++) {
      if (!named.add(languages.get(i).language())) {
        errors.add(
            new FieldError(
                "/requirements/languages/" + i,
                "repeated",
                "Name each language once; " + languages.get(i).language() + " stands twice."));
      }
    }
    for (int i = 0; i < qualifications.size(); i++) {
      var one = qualifications.get(i);
      if (one.compare().takesLevel() != (one.level() != null)) {
        errors.add(
            new FieldError(
                "/requirements/qualifications/" + i + "/level",
                one.level() == null ? "required" : "not_possible",
                "Give one level with at_least, at_most, equal and not_equal, and with no other."));
      }
      if (one.compare().takesLevels() == one.levels().isEmpty()) {
        errors.add(
            new FieldError(
                "/requirements/qualifications/" + i + "/levels",
                one.levels().isEmpty() ? "required" : "not_possible",
                "Name the levels with in and not_in, and with no other."));
      }
    }
    return errors;
  }
}
