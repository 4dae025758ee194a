package dev.guildhall.platform.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The metrics of a node. Labels are drawn from small fixed sets only: operations, outcomes, names
 * of jobs.
 */
public final class Meters {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  // The registry finds a timer by all that it is made of, which takes longer than to record.
  private final Map<Requests, Timer> requests = new ConcurrentHashMap<>();

  /** Requests that are counted together. */
  private record Requests(String operation, int statusClass) {}

  public Meters() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmGcMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
  }

  /** Counts a request and the time it took. */
  public void request(String operation, int status, Duration took) {
    requests.computeIfAbsent(new Requests(operation, status / 100), this::timer).record(took);
  }

  private Timer timer(Requests of) {
    return Timer.builder("guildhall.http.requests")
        .description("Requests by operation and status class")
        .tag("operation", of.operation())
        .tag("status", of.statusClass() + "xx")
        .publishPercentileHistogram()
        .register(registry);
  }

  /** Counts something that happened, with one label. */
  public void count(String name, String label, String value) {
    registry.counter("guildhall." + name, label, value).increment();
  }

  /** Records how many requests one batch of writes served. */
  public void batch(String name, int size) {
    registry.summary("guildhall.batch.size", "batch", name).record(size);
  }

  /** A value read whenever the metrics are; the registry keeps the reader alive. */
  public void gauge(String name, Supplier<Number> value) {
    Gauge.builder("guildhall." + name, value).register(registry);
  }

  String scrape() {
    return registry.scrape();
  }
}
