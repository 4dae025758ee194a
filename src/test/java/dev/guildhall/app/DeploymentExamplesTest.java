package dev.guildhall.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The examples in {@code config/deploy} speak of a node as it is. */
class DeploymentExamplesTest {

  private static final Path EXAMPLES = Path.of("config", "deploy");
  private static final YAMLMapper YAML = new YAMLMapper();

  @Test
  void theySetOnlyWhatCanBeSet() throws IOException {
    var known = new TreeSet<String>();
    try (var defaults = getClass().getResourceAsStream("/application-defaults.yaml")) {
      names(YAML.readTree(defaults), "GUILDHALL", known);
    }

    var set = new TreeSet<String>();
    try (Stream<Path> files = Files.walk(EXAMPLES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Pattern.compile("GUILDHALL_[A-Z_]+")
            .matcher(Files.readString(file))
            .results()
            .forEach(found -> set.add(found.group()));
      }
    }

    assertThat(known).containsAll(set);
    assertThat(set).contains("GUILDHALL_ACCOUNTS_SECRET", "GUILDHALL_REDIS_CLUSTER");
  }

  @Test
  void aNodeStartsFromThem() throws IOException {
    var settings = new HashMap<String, String>();
    documents("kubernetes/guildhall.yaml")
        .getFirst()
        .get("data")
        .properties()
        .forEach(entry -> settings.put(entry.getKey(), entry.getValue().asText()));
    settings.put("GUILDHALL_ACCOUNTS_SECRET", "x".repeat(32));

    var configuration = Configuration.load(Path.of("none"), Map.copyOf(settings));

    assertThat(configuration.ownsPostgres()).isFalse();
    assertThat(configuration.ownsRedis()).isFalse();
    int connections = configuration.postgres().poolSize() + 4;
    int nodes = kind("HorizontalPodAutoscaler").at("/spec/maxReplicas").asInt();
    assertThat(nodes * connections).as("below the max_connections of compose").isLessThan(200);
  }

  @Test
  void probesAskWhereTheNodeAnswers() throws IOException {
    var container = kind("Deployment").at("/spec/template/spec/containers/0");

    assertThat(container.at("/startupProbe/httpGet/path").asText()).isEqualTo("/readyz");
    assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/readyz");
    assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/healthz");
    var ports =
        StreamSupport.stream(container.get("ports").spliterator(), false)
            .map(port -> port.get("containerPort").asInt())
            .toList();
    var defaults = Configuration.load(Path.of("none"), Map.of());
    assertThat(ports).containsExactly(defaults.http().port(), defaults.management().port());
  }

  @Test
  void anOldNodeIsGivenTheTimeThatItTakesToStop() throws IOException {
    var pod = kind("Deployment").at("/spec/template/spec");
    int patience = pod.get("terminationGracePeriodSeconds").asInt();
    int before = pod.at("/containers/0/lifecycle/preStop/sleep/seconds").asInt();

    assertThat(patience - before).isGreaterThan(30);
    assertThat(kind("PodDisruptionBudget").at("/spec/maxUnavailable").asInt()).isEqualTo(1);
  }

  @Test
  void whatTheAutoscalerLooksAtIsMeasured() throws IOException {
    String metric = kind("HorizontalPodAutoscaler").at("/spec/metrics/0/pods/metric/name").asText();

    assertThat(
            Files.readString(
                Path.of("src/main/java/dev/guildhall/platform/http/ContractRouter.java")))
        .contains('"' + metric.replaceFirst("guildhall_", "").replace('_', '.') + '"');
    assertThat(Files.readString(EXAMPLES.resolve("adapter-rule.yaml"))).contains(metric);
  }

  private static JsonNode kind(String kind) throws IOException {
    var all = new ArrayList<>(documents("kubernetes/guildhall.yaml"));
    all.addAll(documents("kubernetes/scaling.yaml"));
    return all.stream()
        .filter(document -> document.get("kind").asText().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private static List<JsonNode> documents(String file) throws IOException {
    try (var parser = YAML.createParser(EXAMPLES.resolve(file).toFile())) {
      return YAML.readValues(parser, JsonNode.class).readAll();
    }
  }

  private static void names(JsonNode node, String prefix, TreeSet<String> names) {
    node.properties()
        .forEach(
            entry -> {
              String name = prefix + '_' + entry.getKey().toUpperCase(Locale.ROOT);
              if (entry.getValue().isObject()) {
                names(entry.getValue(), name, names);
              } else {
                names.add(name);
              }
            });
  }
}
