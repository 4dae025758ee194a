package dev.guildhall.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.platform.http.Contract;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DemoBankTest {

  private static final Contract CONTRACT = Contract.load();

  static Iterable<String> shelf() {
    return DemoBank.SHELF;
  }

  @ParameterizedTest
  @MethodSource("shelf")
  void everyItemIsOneThatTheInterfaceTakes(String name) {
    for (Object item : DemoBank.load(name)) {
      var draft = ((JsonObject) item).put("organisation_id", "org_00000000000000000000000000");

      assertThat(CONTRACT.operation("createItem").body().errors(draft, ""))
          .as(draft.getString("external_key"))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("shelf")
  void everyItemHasAKeyOfItsOwn(String name) {
    List<String> keys =
        DemoBank.load(name).stream()
            .map(item -> ((JsonObject) item).getString("external_key"))
            .toList();

    assertThat(keys).doesNotContainNull().doesNotHaveDuplicates().hasSizeGreaterThan(15);
  }
}
