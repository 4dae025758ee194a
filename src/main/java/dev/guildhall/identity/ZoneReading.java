package dev.guildhall.identity;

import dev.guildhall.identity.MachineReadableZone.Fault;
import java.util.List;

/** What came of reading a zone. */
sealed interface ZoneReading {

  /** All its characters can stand where they stand, and every check digit holds. */
  record Read(MachineReadableZone zone) implements ZoneReading {}

  /**
   * It is no zone, or was not copied rightly.
   *
   * @param faults in the order of the text, at least one
   */
  record Faulty(List<Fault> faults) implements ZoneReading {}
}
