package dev.guildhall.fault;

/** How a connection ends. */
public enum Cut {
  /** Both ends are told that nothing more comes, after all that came before. */
  FIN,
  /** Both ends are told that the connection does not exist; what was on the way is lost. */
  RST
}
