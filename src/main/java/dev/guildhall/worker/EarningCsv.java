package dev.guildhall.worker;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.guildhall.platform.id.IdText;
import dev.guildhall.worker.EarningRepository.Listed;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Earnings as CSV by RFC 4180. A title that a spreadsheet would take for a formula gets an
 * apostrophe in front (OWASP, CSV injection), also behind spaces and in full-width signs.
 */
final class EarningCsv {

  private static final Pattern FORMULA =
      Pattern.compile("^[\\s\\u00a0\\u3000]*[=+\\-@＝＋－＠].*|^[\\t\\r\\n].*", Pattern.DOTALL);

  private EarningCsv() {}

  static String header() {
    return text(
        csv ->
            csv.writeRecord(
                "earning",
                "basis",
                "cause",
                "title",
                "amount",
                "currency",
                "column",
                "earned_at",
                "moves_at"));
  }

  static String lines(List<Listed> earnings) {
    return text(csv -> earnings.forEach(earning -> csv.writeRecord(cells(earning))));
  }

  private static List<String> cells(Listed earning) {
    Instant moves = earning.holdUntil();
    return List.of(
        IdText.print("ern", earning.id()),
        earning.basis().wire(),
        IdText.print(prefix(earning.basis()), earning.cause()),
        harmless(earning.title()),
        earning.amount().amount(),
        earning.amount().currency(),
        earning.state().column(),
        earning.earnedAt().toString(),
        moves == null ? "" : moves.toString());
  }

  private static String prefix(EarningBasis basis) {
    return switch (basis) {
      case SUBMISSION, CANCELLATION -> "asg";
      case TEST -> "atm";
      case GRADING -> "grd";
    };
  }

  static String harmless(String text) {
    return FORMULA.matcher(text).matches() ? "'" + text : text;
  }

  private static String text(java.util.function.Consumer<CsvWriter> lines) {
    var text = new StringWriter();
    try (var csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
      lines.accept(csv);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does no I/O", e);
    }
    return text.toString();
  }
}
