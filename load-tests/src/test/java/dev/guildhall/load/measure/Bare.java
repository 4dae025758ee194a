package dev.guildhall.load.measure;

import dev.guildhall.load.baseline.BareServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The bare server as a process of its own, on the Java and the stores of the server under test. */
final class Bare implements AutoCloseable {

  private final Process process;
  private final String address;

  private Bare(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  static Bare start(TestedServer server) throws IOException {
    var process =
        Child.java(
            server.java(),
            List.of("-Xmx512m", "-Dhome=" + server.home()),
            BareServer.class.getName());
    var said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String address = said.readLine();
    if (address == null) {
      throw new IOException("the bare server did not start");
    }
    return new Bare(process, address);
  }

  String address() {
    return address;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
