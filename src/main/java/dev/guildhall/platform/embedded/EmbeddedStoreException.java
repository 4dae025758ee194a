package dev.guildhall.platform.embedded;

/** An embedded store could not be unpacked, started or stopped; the message is for the operator. */
public final class EmbeddedStoreException extends RuntimeException {

  EmbeddedStoreException(String message) {
    super(message);
  }

  EmbeddedStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
