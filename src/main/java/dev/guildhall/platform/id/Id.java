package dev.guildhall.platform.id;

import java.util.UUID;

/**
 * A typed identifier. Each kind is a record over a UUID whose text is a prefix, an underscore and
 * 26 lower-case letters and digits (Crockford's base 32), such as {@code
 * tsk_01jd7rk3x8e9v0q2m4w6y8z0aa}.
 */
public interface Id {

  UUID value();
}
