package dev.guildhall.platform.id;

import java.util.UUID;

/** Where new ids come from. Injected, so that a simulation can repeat itself. */
@FunctionalInterface
public interface IdSource {

  /** A UUID never returned before; later ones sort after earlier ones within a node. */
  UUID next();
}
