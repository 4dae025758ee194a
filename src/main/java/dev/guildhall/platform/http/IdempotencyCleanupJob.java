package dev.guildhall.platform.http;

import dev.guildhall.platform.sql.Database;

/** Forgets answers whose time is over. Several nodes may run it at once. */
public final class IdempotencyCleanupJob {

  private final Database database;
  private final IdempotencyRepository repository = new IdempotencyRepository();

  public IdempotencyCleanupJob(Database database) {
    this.database = database;
  }

  /** Removes up to a thousand expired keys; returns how many. */
  public int run() {
    return repository.forget(database.client()).await();
  }
}
