package dev.guildhall.account;

import io.vertx.core.json.JsonObject;

/**
 * An account that is being registered.
 *
 * @param registration the body of the registration without the password
 */
public record NewAccount(AccountId id, JsonObject registration) {}
