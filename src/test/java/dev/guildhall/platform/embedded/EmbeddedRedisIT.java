package dev.guildhall.platform.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRedisIT {

  @TempDir static Path runtimes;
  @TempDir Path home;

  @Test
  void itStartsAsVersion7AndNeverEvicts() {
    try (var redis = start(home)) {
      assertThat(ask(redis, it -> it.info("server"))).contains("redis_version:7.");
      assertThat(ask(redis, it -> it.configGet("maxmemory-policy").get("maxmemory-policy")))
          .isEqualTo("noeviction");
      assertThat(ask(redis, it -> it.configGet("appendfsync").get("appendfsync")))
          .isEqualTo("everysec");
    }
  }

  @Test
  void dataSurvivesAStopAndANewStart() {
    try (var redis = start(home)) {
      ask(redis, it -> it.set("word", "kept"));
    }

    try (var redis = start(home)) {
      assertThat(ask(redis, it -> it.get("word"))).isEqualTo("kept");
    }
  }

  @Test
  void aKilledServerComesBackOnTheSamePort() {
    try (var redis = start(home)) {
      var port = redis.port();
      ask(redis, it -> it.set("word", "kept"));

      redis.killHard();
      redis.restart();

      assertThat(redis.port()).isEqualTo(port);
      assertThat(ask(redis, it -> it.get("word"))).isEqualTo("kept");
    }
  }

  @Test
  void twoHomesRunAtTheSameTime(@TempDir Path other) {
    try (var one = start(home);
        var two = start(other)) {
      ask(one, it -> it.set("word", "mine"));

      assertThat(ask(two, it -> it.get("word"))).isNull();
    }
  }

  @Test
  void aPidFileThatNamesAStrangerLeavesTheStrangerAlone() throws Exception {
    start(home).close();
    var self = Long.toString(ProcessHandle.current().pid());
    Files.writeString(home.resolve("redis/redis.pid"), self + "\n");

    try (var redis = start(home)) {
      assertThat(ask(redis, RedisCommands::ping)).isEqualTo("PONG");
    }
  }

  @Test
  void theServerEndsWhenOurProcessIsKilled() throws Exception {
    var child = InAnotherProcess.start(home, runtimes);
    var server = ProcessHandle.of(child.redisPid()).orElseThrow();

    child.process().destroyForcibly().waitFor(10, TimeUnit.SECONDS);

    try (var redis = start(home)) {
      assertThat(ask(redis, RedisCommands::ping)).isEqualTo("PONG");
      assertThat(InAnotherProcess.runs(server)).isFalse();
    }
  }

  @Test
  void aSessionWithoutThePasswordIsRefused() {
    try (var redis = start(home)) {
      assertThatThrownBy(() -> ask(redis, "not it", RedisCommands::ping))
          .hasStackTraceContaining("WRONGPASS");
    }
  }

  private static EmbeddedRedis start(Path home) {
    return EmbeddedRedis.start(home, StoreOptions.defaults().withRuntimes(runtimes));
  }

  private static String ask(
      EmbeddedRedis redis, Function<RedisCommands<String, String>, String> question) {
    return ask(redis, redis.password(), question);
  }

  private static String ask(
      EmbeddedRedis redis,
      String password,
      Function<RedisCommands<String, String>, String> question) {
    var uri =
        RedisURI.builder()
            .withHost(redis.host())
            .withPort(redis.port())
            .withPassword(password.toCharArray())
            .build();
    try (var client = RedisClient.create(uri);
        var connection = client.connect()) {
      return question.apply(connection.sync());
    }
  }
}
