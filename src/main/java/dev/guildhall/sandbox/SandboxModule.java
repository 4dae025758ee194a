package dev.guildhall.sandbox;

import dev.guildhall.platform.Platform;

/** Wires the feature. */
public final class SandboxModule implements AutoCloseable {

  private final Sandbox sandbox;

  public SandboxModule(Platform platform, SandboxConfig config) {
    this.sandbox = new Sandbox(platform.vertx(), config);
    platform.meters().gauge("sandbox.waiting", sandbox::waiting);
  }

  public Sandbox sandbox() {
    return sandbox;
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
