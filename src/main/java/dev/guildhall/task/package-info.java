/**
 * Units of work: loading, reading, and the launch of a project over them. Its tables are task,
 * task_worker, upload and task_staging.
 */
@NullMarked
package dev.guildhall.task;

import org.jspecify.annotations.NullMarked;
