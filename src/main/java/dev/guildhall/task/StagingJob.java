package dev.guildhall.task;

import dev.guildhall.platform.sql.Database;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sweeps up what uploads left behind whose node died. */
final class StagingJob {

  private final Database database;
  private final UploadRepository repository = new UploadRepository();

  StagingJob(Database database) {
    this.database = database;
  }

  /** Removes some rows; how many. */
  int run() {
    try {
      return repository.sweep(database.client()).await(30, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("the sweep of staged rows took too long", e);
    }
  }
}
