package dev.guildhall.load.driver;

import io.vertx.core.json.JsonObject;

/** What is submitted: a choice with its reason, some 600 bytes. */
public final class Answers {

  public static final JsonObject OUTPUT =
      new JsonObject()
          .put("choice", "a")
          .put(
              "reason",
              "It names the cause that everybody can see, and it does so first. ".repeat(9));

  private Answers() {}
}
