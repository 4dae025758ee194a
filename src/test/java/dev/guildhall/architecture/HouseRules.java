package dev.guildhall.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The rules of the house, for a root package; the same rules are tried on a broken house. */
record HouseRules(String root) {

  /** A package uses rows above it, never below; packages of one row do not see each other. */
  static final List<List<String>> TIERS =
      List.of(
          List.of("platform"),
          List.of(
              "account", "ledger", "queue", "experiment", "psychometrics", "forensics", "sandbox"),
          List.of("worker", "vendor", "requester"),
          List.of("identity", "qualification", "skill", "overlap"),
          List.of("project", "item"),
          List.of("task", "exam"),
          List.of("eligibility", "attempt"),
          List.of("matching", "grading"),
          List.of("assignment", "calibration"),
          List.of("lease", "review", "recall", "settling", "assist", "correction"),
          List.of("quality", "fraud"),
          List.of("payout", "delivery", "evaluation", "insight", "notification", "push", "audit"),
          List.of("mturk", "simulation", "market", "cohort", "app"));

  Map<String, ArchRule> all() {
    var rules = new LinkedHashMap<String, ArchRule>();
    rules.put("tiers", tiers());
    rules.put("known packages", knownPackages());
    rules.put("cycles", noCycles());
    rules.put("platform", platformKnowsNoFeature());
    rules.put("package-private", insidersArePackagePrivate());
    rules.put("sql", sqlOnlyInRepositories());
    rules.put("redis", redisOnlyInScripts());
    rules.put("await", awaitOnlyInDirectStyle());
    rules.put("clock", timeIsInjected());
    rules.put("ids", idsComeFromOnePlace());
    rules.put("float fields", noFloatFieldsInMoney());
    rules.put("float results", noFloatResultsInMoney());
    rules.put("output", noPrintingOutsideTheCommandLine());
    rules.put("sleep", noSleep());
    return rules;
  }

  private ArchRule tiers() {
    return allTiers().because("a package uses those of the rows above it and no others");
  }

  private ArchRule allTiers() {
    ArchRule rule = null;
    for (var row = 0; row < TIERS.size() - 1; row++) {
      for (var feature : TIERS.get(row)) {
        var next =
            noClasses()
                .that()
                .resideInAPackage(in(feature))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbiddenTo(feature, row))
                .allowEmptyShould(true);
        rule = rule == null ? next : CompositeArchRule.of(rule).and(next);
      }
    }
    return rule;
  }

  private String[] forbiddenTo(String feature, int row) {
    var forbidden = new ArrayList<String>();
    TIERS.subList(row, TIERS.size()).forEach(forbidden::addAll);
    forbidden.remove(feature);
    return forbidden.stream().map(this::in).toArray(String[]::new);
  }

  private ArchRule knownPackages() {
    var known = TIERS.stream().flatMap(List::stream).map(this::in).toArray(String[]::new);
    return classes()
        .that()
        .resideInAPackage(root + "..")
        .should()
        .resideInAnyPackage(known)
        .allowEmptyShould(true)
        .because("a package outside the tier table is bound by none of its rules");
  }

  private ArchRule noCycles() {
    return slices()
        .matching(root + ".(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .because("packages in a circle can only be understood all at once");
  }

  private ArchRule platformKnowsNoFeature() {
    return noClasses()
        .that()
        .resideInAPackage(in("platform"))
        .should()
        .dependOnClassesThat(
            inside(root)
                .and(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage(in("platform")))))
        .allowEmptyShould(true)
        .because("no business word appears in the platform");
  }

  private ArchRule insidersArePackagePrivate() {
    return classes()
        .that()
        .areTopLevelClasses()
        .and()
        .haveNameMatching(".*(Repository|Script|Routes)")
        .and()
        .resideOutsideOfPackage(in("platform"))
        .should()
        .bePackagePrivate()
        .allowEmptyShould(true)
        .because("other features ask the service, which knows the rules");
  }

  private ArchRule sqlOnlyInRepositories() {
    return noClasses()
        .that(
            outside(
                "(Repository|Module)",
                "platform.sql",
                "platform.job",
                "platform.event",
                "platform.http",
                "app"))
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.resideInAnyPackage("io.vertx.sqlclient..", "io.vertx.pgclient..")
                .and(DescribedPredicate.not(handedOn())))
        .allowEmptyShould(true)
        .because(
            "the SQL of a feature is found in one place; only transactions and rows are handed on");
  }

  /** What may be handed on: the transaction, a row to make a record of, the reason of a failure. */
  private static DescribedPredicate<JavaClass> handedOn() {
    return JavaClass.Predicates.type(SqlClient.class)
        .or(JavaClass.Predicates.type(SqlConnection.class))
        .or(JavaClass.Predicates.type(Row.class))
        .or(JavaClass.Predicates.type(Cursor.class))
        .or(JavaClass.Predicates.type(PgException.class));
  }

  private ArchRule redisOnlyInScripts() {
    return noClasses()
        .that(outside("Script", "platform.redis", "platform.embedded"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.lettuce..")
        .allowEmptyShould(true)
        .because("every use of Redis is one named script with stated keys");
  }

  private ArchRule awaitOnlyInDirectStyle() {
    return noClasses()
        .that(outside("(Workflow|Job)", "platform", "app"))
        .should()
        .callMethodWhere(
            target(name("await")).and(target(owner(assignableTo("io.vertx.core.Future")))))
        .allowEmptyShould(true)
        .because("one class is one style, and await on an event loop throws");
  }

  private ArchRule timeIsInjected() {
    return noClasses()
        .that(outside("-", "platform.time"))
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .allowEmptyShould(true)
        .because("a test or a simulation sets the clock");
  }

  private ArchRule idsComeFromOnePlace() {
    return noClasses()
        .that(outside("-", "platform.id"))
        .should()
        .callMethod(UUID.class, "randomUUID")
        .allowEmptyShould(true)
        .because("ids sort by the time they were made");
  }

  private ArchRule noFloatFieldsInMoney() {
    return fields()
        .that()
        .areDeclaredInClassesThat()
        .resideInAnyPackage(in("ledger"), in("payout"))
        .should()
        .notHaveRawType(floating())
        .allowEmptyShould(true)
        .because("money is whole micros");
  }

  private ArchRule noFloatResultsInMoney() {
    return methods()
        .that()
        .areDeclaredInClassesThat()
        .resideInAnyPackage(in("ledger"), in("payout"))
        .should()
        .notHaveRawReturnType(floating())
        .allowEmptyShould(true)
        .because("money is whole micros");
  }

  private ArchRule noPrintingOutsideTheCommandLine() {
    return noClasses()
        .that(outside("-", "app"))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging..")
        .allowEmptyShould(true)
        .because("what a server says goes to its one log");
  }

  private ArchRule noSleep() {
    return noClasses()
        .that(inside(root))
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "sleep", Duration.class)
        .allowEmptyShould(true)
        .because("a sleep waits too long or not long enough; wait for the event");
  }

  private static DescribedPredicate<JavaClass> floating() {
    return DescribedPredicate.describe(
        "floating point",
        it ->
            List.of("float", "double", "java.lang.Float", "java.lang.Double")
                .contains(it.getName()));
  }

  private String in(String feature) {
    return root + "." + feature + "..";
  }

  private static DescribedPredicate<JavaClass> inside(String root) {
    return JavaClass.Predicates.resideInAPackage(root + "..");
  }

  /** Classes of the house whose outermost class has another ending and that live elsewhere. */
  private DescribedPredicate<JavaClass> outside(String ending, String... packages) {
    return DescribedPredicate.describe(
        "outside *" + ending + " and " + List.of(packages),
        it ->
            inside(root).test(it)
                && !outermost(it).getSimpleName().matches(".*" + ending)
                && List.of(packages).stream()
                    .noneMatch(p -> JavaClass.Predicates.resideInAPackage(in(p)).test(it)));
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(HouseRules::outermost).orElse(type);
  }
}
