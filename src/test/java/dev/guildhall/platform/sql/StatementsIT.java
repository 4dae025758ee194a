package dev.guildhall.platform.sql;

import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.guildhall.testing.TestPlatform;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Has PostgreSQL prepare every statement of every repository on the migrated schema: a misspelt
 * column fails here.
 */
class StatementsIT {

  @RegisterExtension static final TestPlatform test = new TestPlatform();

  private record Statement(String where, Sql sql) {}

  @Test
  void everyStatementIsUnderstoodByPostgres() throws IllegalAccessException {
    var failures = new ArrayList<String>();
    var statements = statements();

    for (Statement statement : statements) {
      var outcome =
          test.platform()
              .database()
              .inTransaction(tx -> tx.prepare(statement.sql().text()).map("ok"))
              .otherwise(Throwable::getMessage);
      if (!await(outcome).equals("ok")) {
        failures.add(statement.where() + ": " + await(outcome));
      }
    }

    assertThat(failures).isEmpty();
    assertThat(statements).as("the search finds the statements").hasSizeGreaterThan(20);
  }

  /** What is asked every second, or at each claim, finds its rows by indexes made for it. */
  @Test
  void hotStatementsUseTheirIndexes() throws IllegalAccessException {
    var indexes =
        Map.ofEntries(
            Map.entry(
                "MatchingRepository.FACTS",
                List.of("task_named", "task_gold", "assignment_recent", "assignment_judged")),
            Map.entry("MatchingRepository.WAITING", List.of("task_waiting")),
            Map.entry("MatchingRepository.CLAIMABLE", List.of("task_waiting")),
            Map.entry("MatchingRepository.NAMED_FOR", List.of("task_worker_by_worker")),
            Map.entry("MatchingRepository.COMMON_FOR", List.of("task_waiting")),
            Map.entry("ClaimRepository.GOLD", List.of("task_gold")),
            Map.entry("ClaimRepository.WAITING", List.of("task_waiting")),
            Map.entry("GrantRepository.PICK", List.of("paper_waiting")),
            Map.entry("GrantRepository.WAITING", List.of("paper_waiting")),
            Map.entry("GrantRepository.VALIDITY", List.of("paper_validity")),
            Map.entry("PaperRepository.CLAIMABLE", List.of("paper_waiting")),
            Map.entry("PaperRepository.POOLS", List.of("paper_waiting")),
            Map.entry("GradingRepository.LOCK_EXPIRED", List.of("grading_leases")));
    var hot = statements().stream().filter(one -> indexes.containsKey(one.where())).toList();

    for (Statement statement : hot) {
      assertThat(plan(statement.sql()))
          .as(statement.where())
          .contains(indexes.get(statement.where()))
          .doesNotContainPattern("Seq Scan on (task|assignment|submission|paper|grading)");
    }

    assertThat(hot).hasSameSizeAs(indexes.keySet());
  }

  /** The steps that PostgreSQL would take on large tables. */
  private static String plan(Sql sql) {
    return await(
        test.platform()
            .database()
            .inTransaction(
                tx ->
                    tx.query("set local enable_seqscan = off")
                        .execute()
                        .compose(_ -> tx.query("explain (generic_plan) " + sql.text()).execute())
                        .map(rows -> String.join("\n", Rows.list(rows, row -> row.getString(0))))));
  }

  private static List<Statement> statements() throws IllegalAccessException {
    var found = new ArrayList<Statement>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.guildhall")) {
      if (!type.getSimpleName().endsWith("Repository")) {
        continue;
      }
      for (var field :
          Arrays.stream(type.reflect().getDeclaredFields())
              .filter(f -> f.getType() == Sql.class && Modifier.isStatic(f.getModifiers()))
              .toList()) {
        field.setAccessible(true);
        found.add(
            new Statement(type.getSimpleName() + '.' + field.getName(), (Sql) field.get(null)));
      }
    }
    return found;
  }
}
