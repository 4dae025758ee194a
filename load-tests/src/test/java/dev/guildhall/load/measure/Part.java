package dev.guildhall.load.measure;

/** One of the things that are measured. Figures it has measured are recorded. */
@FunctionalInterface
interface Part {

  void measure() throws Exception;
}
