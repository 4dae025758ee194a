package dev.guildhall.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * Something that must never be.
 *
 * @param lines what the audit says of it
 * @param damage the statements that bring it about
 */
record Corruption(List<String> lines, List<String> damage) {

  static Corruption of(String line, String... damage) {
    return new Corruption(List.of(line), List.of(damage));
  }

  /** Also breaks another rule, which follows. */
  Corruption and(String line) {
    var all = new ArrayList<>(lines);
    all.add(line);
    return new Corruption(all, damage);
  }

  /** With the guard of an append-only table off for the moment. */
  static Corruption past(String table, String line, String damage) {
    String guard = table + "_append_only";
    return of(
        line,
        "alter table " + table + " disable trigger " + guard,
        damage,
        "alter table " + table + " enable trigger " + guard);
  }

  /** The rules that it breaks. */
  List<String> rules() {
    return lines.stream().map(line -> line.substring(0, line.indexOf(' '))).toList();
  }

  @Override
  public String toString() {
    return String.join(", ", rules());
  }
}
