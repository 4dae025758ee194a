package dev.guildhall.task;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.guildhall.platform.error.FieldError;
import dev.guildhall.project.Template;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rows of comma-separated values (RFC 4180) under a header. A byte order mark is passed over, for
 * spreadsheets write one. After a fault that leaves open where the next row begins, such as a quote
 * that is never closed, no more rows are read.
 */
final class CsvLines implements UploadLines {

  private static final int MAX_COLUMNS = 500;
  private static final Pattern ROW_BEGAN = Pattern.compile("starting at line (?<line>\\d+)");

  private final Iterator<CsvRecord> records;
  private final Template template;
  private final RowReader rows;
  private @Nullable CsvColumns columns;
  private long line = 1;
  private boolean over;

  CsvLines(InputStream in, Template template) throws IOException {
    this.template = template;
    this.rows = new RowReader(template);
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    this.records =
        CsvReader.builder()
            .skipEmptyLines(true)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .maxBufferSize(MAX_LINE)
            .build(
                CsvRecordHandler.builder()
                    .maxFields(MAX_COLUMNS)
                    .maxFieldSize(MAX_LINE)
                    .maxRecordSize(MAX_LINE)
                    .build(),
                new InputStreamReader(withoutMark(in), decoder))
            .iterator();
  }

  private static InputStream withoutMark(InputStream in) throws IOException {
    var buffered = new BufferedInputStream(in, 65_536);
    buffered.mark(3);
    byte[] start = buffered.readNBytes(3);
    boolean isMark =
        start.length == 3
            && start[0] == (byte) 0xEF
            && start[1] == (byte) 0xBB
            && start[2] == (byte) 0xBF;
    if (!isMark) {
      buffered.reset();
    }
    return buffered;
  }

  @Override
  public @Nullable UploadLine next() throws IOException {
    if (over) {
      return null;
    }
    try {
      if (!records.hasNext()) {
        over = true;
        return null;
      }
      var record = records.next();
      line = record.getStartingLineNumber();
      return columns == null ? header(record) : row(columns, record);
    } catch (CsvParseException e) {
      over = true;
      return fault(e);
    } catch (UncheckedIOException e) {
      over = true;
      if (e.getCause() instanceof CharacterCodingException) {
        return UploadLine.Bad.of(
            line, "", "encoding", "Around here the text is not UTF-8; save the file as UTF-8.");
      }
      throw e.getCause();
    }
  }

  /** A header with a fault makes every row wrong, so only the header is told of. */
  private @Nullable UploadLine header(CsvRecord record) throws IOException {
    var header = new CsvColumns(template, record.getFields().stream().map(String::strip).toList());
    var fault = header.fault();
    if (fault == null) {
      columns = header;
      return next();
    }
    over = true;
    return new UploadLine.Bad(line, List.of(fault));
  }

  private UploadLine row(CsvColumns header, CsvRecord record) {
    if (record.getFieldCount() != header.count()) {
      return UploadLine.Bad.of(
          line,
          "",
          "ragged",
          "The header has "
              + header.count()
              + " columns, this row "
              + record.getFieldCount()
              + "; put cells that hold commas or quotes in quotes.");
    }
    var errors = new ArrayList<FieldError>();
    var members = header.members(record.getFields(), errors);
    return errors.isEmpty()
        ? rows.read(line, members)
        : new UploadLine.Bad(line, List.copyOf(errors));
  }

  private UploadLine fault(CsvParseException e) {
    // The parser tells what it could not get over and in which line that row began, both as text.
    String what = String.valueOf(e.getMessage());
    var began = ROW_BEGAN.matcher(what);
    return UploadLine.Bad.of(
        began.find() ? Long.parseLong(began.group("line")) : line,
        "",
        "malformed_csv",
        "The cells of this row cannot be told apart: "
            + what.replaceFirst(" ?\\(record starting at line \\d+\\)", "").replaceFirst("\\.$", "")
            + ". Close every quote, double quotes inside of cells, and keep rows under "
            + MAX_LINE
            + " characters.");
  }
}
