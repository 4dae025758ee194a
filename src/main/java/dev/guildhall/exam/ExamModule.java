package dev.guildhall.exam;

import dev.guildhall.item.Bank;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.qualification.Qualifications;
import java.util.List;

/** Wires the feature. */
public final class ExamModule {

  private final Tests tests;
  private final Forms forms;
  private final List<Routes> routes;

  public ExamModule(Platform platform, Qualifications qualifications, Bank bank) {
    var repository = new TestRepository();
    this.tests = new Tests(repository);
    this.forms = new Forms(bank);
    this.routes =
        List.of(
            new TestRoutes(
                new TestDesk(
                    platform.database(),
                    platform.events(),
                    platform.ids(),
                    qualifications,
                    bank,
                    forms,
                    repository)));
  }

  public Tests tests() {
    return tests;
  }

  public Forms forms() {
    return forms;
  }

  public List<Routes> routes() {
    return routes;
  }
}
