package dev.guildhall.delivery;

import dev.guildhall.platform.sql.Sql;

/** The parts of a delivery, each a table of its own in the folder. */
enum Part {
  /** What each worker sent. */
  SUBMISSION,
  /** What a task's submissions come to. */
  ANSWER,
  /** Rows in the form that trainers read. */
  TRAINING;

  String wire() {
    return Sql.wire(this);
  }
}
