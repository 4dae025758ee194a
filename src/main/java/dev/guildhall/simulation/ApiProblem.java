package dev.guildhall.simulation;

import io.vertx.core.json.JsonObject;

/** A refusal by the server, with its problem document. */
public final class ApiProblem extends RuntimeException {

  private final int status;
  private final transient JsonObject document;

  ApiProblem(String request, int status, JsonObject document) {
    super(request + " was answered " + status + ": " + document.encode());
    this.status = status;
    this.document = document;
  }

  public int status() {
    return status;
  }

  /** The stable code, such as {@code lease_lost}. */
  public String code() {
    return document.getString("code", "");
  }

  public JsonObject document() {
    return document;
  }
}
