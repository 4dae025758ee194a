package dev.guildhall.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.platform.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptSecretIT {

  @TempDir private Path home;

  @Test
  void allThatStartTogetherKeepTheSameSecret() throws Exception {
    var starts = new ArrayList<Callable<Secret>>();
    for (int i = 0; i < 16; i++) {
      starts.add(() -> KeptSecret.key(home.resolve("new"), "secret"));
    }

    try (var threads = Executors.newFixedThreadPool(starts.size())) {
      var kept = threads.invokeAll(starts);

      for (var one : kept) {
        assertThat(one.get().reveal()).isEqualTo(kept.getFirst().get().reveal()).hasSize(64);
      }
    }
    assertThat(files()).containsExactly("secret");
  }

  @Test
  void nobodyElseCanReadIt() throws IOException {
    KeptSecret.password(home, "demo.password");

    assertThat(Files.getPosixFilePermissions(home.resolve("demo.password")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  private Iterable<String> files() throws IOException {
    try (var files = Files.list(home.resolve("new"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
