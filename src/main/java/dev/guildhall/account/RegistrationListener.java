package dev.guildhall.account;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;

/** A feature that has something to set up for each new account. */
@FunctionalInterface
public interface RegistrationListener {

  /** Called in the transaction of the registration, which fails when this does. */
  Future<Void> registered(SqlConnection tx, NewAccount account);
}
