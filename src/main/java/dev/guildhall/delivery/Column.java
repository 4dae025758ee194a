package dev.guildhall.delivery;

import java.util.List;

/**
 * A column of a part.
 *
 * @param name the member of the JSON line
 * @param type its type in Parquet, as DuckDB writes types
 * @param members what of it becomes columns in CSV, by path; empty: the value itself, as JSON when
 *     it is no scalar
 */
record Column(String name, String type, List<List<String>> members) {

  Column(String name, String type) {
    this(name, type, List.of());
  }
}
