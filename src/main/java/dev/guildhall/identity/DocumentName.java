package dev.guildhall.identity;

/**
 * A name as a machine-readable zone has it: letters A to Z and blanks.
 *
 * @param cut whether it fills its place, and may be longer
 * @param issuer the code of who wrote it so
 */
record DocumentName(String surname, String givenNames, boolean cut, String issuer) {

  static DocumentName of(MachineReadableZone zone) {
    return new DocumentName(zone.surname(), zone.givenNames(), zone.cut(), zone.issuer());
  }
}
