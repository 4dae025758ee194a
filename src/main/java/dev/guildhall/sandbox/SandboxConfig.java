package dev.guildhall.sandbox;

/**
 * Strangers' programs on this node.
 *
 * @param atOnce how many may run at the same time; 0: none, people review them
 * @param waiting how many may wait for that
 */
public record SandboxConfig(int atOnce, int waiting) {

  public SandboxConfig {
    if (atOnce < 0 || atOnce > 64 || waiting < 1) {
      throw new IllegalArgumentException(
          "sandbox.at_once has to be between 0 and 64, sandbox.waiting 1 or more");
    }
  }
}
