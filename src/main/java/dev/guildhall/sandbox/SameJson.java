package dev.guildhall.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a program's result is the one expected. */
final class SameJson {

  private static final BigDecimal TOLERANCE = new BigDecimal("1e-9");

  private SameJson() {}

  /**
   * Members in any order, elements in this one. Two whole numbers have to be equal; others may
   * differ by a billionth of the expected one, or of 1 if that is more.
   */
  static boolean same(@Nullable Object expected, @Nullable Object got) {
    return switch (expected) {
      case null -> got == null;
      case JsonObject object -> same(object.getMap(), got);
      case JsonArray array -> same(array.getList(), got);
      case Map<?, ?> map -> got instanceof Map<?, ?> other && sameMembers(map, other);
      case List<?> list -> got instanceof List<?> other && sameElements(list, other);
      case Number number -> got instanceof Number other && near(decimal(number), decimal(other));
      default -> expected.equals(got);
    };
  }

  private static boolean sameMembers(Map<?, ?> expected, Map<?, ?> got) {
    return expected.keySet().equals(got.keySet())
        && expected.entrySet().stream().allMatch(it -> same(it.getValue(), got.get(it.getKey())));
  }

  private static boolean sameElements(List<?> expected, List<?> got) {
    if (expected.size() != got.size()) {
      return false;
    }
    for (int i = 0; i < expected.size(); i++) {
      if (!same(expected.get(i), got.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean near(BigDecimal expected, BigDecimal got) {
    if (isWhole(expected) && isWhole(got)) {
      return expected.compareTo(got) == 0;
    }
    var bound = expected.abs().max(BigDecimal.ONE).multiply(TOLERANCE);
    return expected.subtract(got).abs().compareTo(bound) <= 0;
  }

  private static boolean isWhole(BigDecimal number) {
    return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
  }

  private static BigDecimal decimal(Number number) {
    return new BigDecimal(number.toString());
  }
}
