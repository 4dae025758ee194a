package dev.guildhall.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The house keeps its rules, and each rule notices a house that breaks it. */
class ArchitectureTest {

  private static final HouseRules OURS = new HouseRules("dev.guildhall");
  private static final HouseRules BROKEN = new HouseRules("dev.guildhallbroken");

  private static final JavaClasses OUR_HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.guildhall");
  private static final JavaClasses BROKEN_HOUSE =
      new ClassFileImporter().importPackages("dev.guildhallbroken");

  static Set<String> names() {
    return OURS.all().keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  void theHouseKeepsTheRule(String name) {
    OURS.all().get(name).check(OUR_HOUSE);
  }

  @ParameterizedTest
  @MethodSource("names")
  void theRuleRejectsABrokenHouse(String name) {
    var result = BROKEN.all().get(name).evaluate(BROKEN_HOUSE);

    assertThat(result.hasViolation()).as("the rule on %s finds its violation", name).isTrue();
  }
}
