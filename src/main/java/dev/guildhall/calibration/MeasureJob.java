package dev.guildhall.calibration;

import dev.guildhall.calibration.ItemMeasures.Answer;
import dev.guildhall.calibration.ItemMeasures.Item;
import dev.guildhall.calibration.ProgressRepository.Due;
import dev.guildhall.calibration.ProgressRepository.Kind;
import dev.guildhall.item.Bank;
import dev.guildhall.platform.job.Workflows;
import dev.guildhall.platform.sql.Database;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures the items of banks that have news. Several nodes may run it at once: each takes a bank
 * that no other has.
 */
final class MeasureJob {

  // Older attempts were at other times, by other people; and memory has an end.
  private static final int MOST_ATTEMPTS = 20_000;

  private final Database database;
  private final ProgressRepository progress;
  private final MeasureRepository repository;
  private final WatchRepository watches;
  private final Bank bank;
  private final FlagWorkflow flags;
  private final int seconds;

  /**
   * @param seconds between two measurements of the same
   */
  MeasureJob(
      Database database,
      ProgressRepository progress,
      MeasureRepository repository,
      WatchRepository watches,
      Bank bank,
      FlagWorkflow flags,
      int seconds) {
    this.database = database;
    this.progress = progress;
    this.repository = repository;
    this.watches = watches;
    this.bank = bank;
    this.flags = flags;
    this.seconds = seconds;
  }

  /** Measures one bank in one domain; how many. */
  int run() {
    var due = progress.take(database.client(), Kind.BANK, seconds).await();
    due.ifPresent(this::measure);
    return due.isPresent() ? 1 : 0;
  }

  private record Read(List<Item> items, List<Answer> answers) {}

  private void measure(Due due) {
    var read =
        database
            .readLong(
                client ->
                    repository
                        .items(client, due.organisation(), due.domain())
                        .compose(
                            items ->
                                repository
                                    .answers(
                                        client, due.organisation(), due.domain(), MOST_ATTEMPTS)
                                    .map(answers -> new Read(items, answers))))
            .await();
    var measured = ItemMeasures.of(read.items(), read.answers());
    database
        .inTransaction(
            tx ->
                Workflows.start(
                    () -> {
                      write(tx, read.items(), measured);
                      return null;
                    }))
        .await();
    progress.done(database.client(), Kind.BANK, due).await();
  }

  private void write(SqlConnection tx, List<Item> items, List<Bank.Measured> measured) {
    bank.measured(tx, measured, ItemMeasures.METHOD).await();
    var expected = new ArrayList<WatchRepository.Expected>();
    var found = new ArrayList<FlagWorkflow.Found>();
    for (int i = 0; i < items.size(); i++) {
      var item = items.get(i);
      Leaks.expected(item, measured.get(i)).ifPresent(expected::add);
      if (item.isNewest() && item.isServed()) {
        found.add(
            new FlagWorkflow.Found(
                item.ref(),
                item.keyRevision(),
                item.organisationId(),
                item.authorId(),
                item.title(),
                measured.get(i).flags()));
      }
    }
    watches.expect(tx, expected).await();
    flags.tell(tx, found);
  }
}
