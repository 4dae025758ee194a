package dev.guildhall.nemesis;

import dev.guildhall.fault.FaultProxy;
import dev.guildhall.platform.embedded.EmbeddedPostgres;
import dev.guildhall.platform.embedded.EmbeddedRedis;
import dev.guildhall.scenario.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A process that serves, with a proxy on each of its ways: to its stores, and from its clients. */
record Node(
    String name,
    ServerProcess process,
    FaultProxy postgres,
    FaultProxy redis,
    FaultProxy clients,
    Path log)
    implements AutoCloseable {

  static Node start(
      Path home,
      String name,
      EmbeddedPostgres postgres,
      EmbeddedRedis redis,
      Map<String, String> rules)
      throws IOException {
    Files.createDirectories(home.resolve(name));
    var toPostgres = FaultProxy.toPostgres(postgres.port());
    var toRedis = FaultProxy.toRedis(redis.port());
    var settings = ServerProcess.settings(postgres, toPostgres.port(), redis, toRedis.port());
    settings.putAll(rules);
    var process = ServerProcess.serving(home.resolve(name), settings);
    return new Node(
        name,
        process,
        toPostgres,
        toRedis,
        FaultProxy.to(process.port()),
        home.resolve(name).resolve("server.log"));
  }

  /** Where clients reach it. */
  String url() {
    return "http://127.0.0.1:" + clients.port();
  }

  @Override
  public void close() {
    clients.close();
    process.close();
    postgres.close();
    redis.close();
  }
}
