package dev.guildhall.delivery;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes JSON lines as Parquet through DuckDB, in this process. One thread, kept order and fixed
 * row groups make the file the same to the byte each time; nothing of its footer tells the time.
 * Blocks, in native code: call it on a platform thread.
 */
final class ParquetFile {

  private static final List<String> SETTINGS =
      List.of(
          "set threads = 1",
          "set preserve_insertion_order = true",
          "set memory_limit = '512MB'",
          // The parts that we need are in the driver; nothing is fetched from the network.
          "set autoinstall_known_extensions = false",
          "set autoload_known_extensions = false");

  private ParquetFile() {}

  /** The version of the writer, for the manifest: another one may write other bytes. */
  static String writer() throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select version()")) {
      rows.next();
      return "duckdb " + rows.getString(1);
    }
  }

  /**
   * @param lines newline-delimited JSON
   * @param spill a folder for what does not fit into memory
   */
  static void write(Path lines, Path parquet, List<Column> columns, Path spill)
      throws SQLException {
    String types =
        columns.stream()
            .map(column -> '"' + column.name() + "\": " + literal(column.type()))
            .collect(Collectors.joining(", ", "{", "}"));
    try (var connection = connect();
        var statement = connection.createStatement()) {
      prepare(statement, spill);
      statement.execute(
          "copy (select * from read_json("
              + literal(lines.toString())
              + ", format = 'newline_delimited', maximum_object_size = 33554432, columns = "
              + types
              + ")) to "
              + literal(parquet.toString())
              + " (format parquet, compression zstd, row_group_size 20480)");
    }
  }

  private static void prepare(Statement statement, Path spill) throws SQLException {
    for (String setting : SETTINGS) {
      statement.execute(setting);
    }
    statement.execute("set temp_directory = " + literal(spill.toString()));
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:duckdb:");
  }

  private static String literal(String text) {
    return '\'' + text.replace("'", "''") + '\'';
  }
}
