package dev.guildhall.grading;

import dev.guildhall.qualification.QualificationId;
import dev.guildhall.queue.TaskQueue;

/** A place of a paper that somebody may take; what the queue hears of it. */
record FreedPlace(QualificationId pool, PaperId paper, long rank, int wanted) {

  static FreedPlace of(Paper paper) {
    return new FreedPlace(
        paper.required().qualificationId(), paper.id(), paper.rank(), paper.wanted());
  }

  /** After the commit of a new paper, all of whose places are free. */
  void tellAll(TaskQueue queue) {
    for (int i = 0; i < wanted; i++) {
      tell(queue);
    }
  }

  /** After the commit. */
  void tell(TaskQueue queue) {
    queue.returned(pool.value(), paper.value(), rank, wanted);
  }
}
