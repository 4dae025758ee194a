package dev.guildhall.simulation;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What a crowd has done so far in one project. */
final class SimulationRun {

  private final String projectId;
  private final SimulationIds ids;
  private final Map<String, String> keysByTaskId;
  private final Progress progress;
  private final LatencyRecorder claims = new LatencyRecorder();
  private final LatencyRecorder drafts = new LatencyRecorder();
  private final LatencyRecorder submits = new LatencyRecorder();
  private final Throughput throughput = new Throughput();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong sentBefore = new AtomicLong();
  private final AtomicLong missing = new AtomicLong();
  private final Map<String, Double> earnings = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> errors = new ConcurrentHashMap<>();

  SimulationRun(String projectId, Map<String, String> keysByTaskId, Progress progress) {
    this.projectId = projectId;
    this.ids = new SimulationIds(projectId);
    this.keysByTaskId = keysByTaskId;
    this.progress = progress;
  }

  String projectId() {
    return projectId;
  }

  SimulationIds ids() {
    return ids;
  }

  LatencyRecorder claims() {
    return claims;
  }

  LatencyRecorder drafts() {
    return drafts;
  }

  LatencyRecorder submits() {
    return submits;
  }

  Throughput throughput() {
    return throughput;
  }

  /** The data set's key of a task. */
  String taskKey(String taskId) {
    return keysByTaskId.getOrDefault(taskId, taskId);
  }

  void sent() {
    sent.incrementAndGet();
    throughput.count();
    progress.done();
  }

  /** An earlier run has sent it. */
  void sentBefore() {
    sentBefore.incrementAndGet();
    progress.done();
  }

  /** So many answers found no task. */
  void missing(int answers) {
    missing.addAndGet(answers);
  }

  void failed(RuntimeException failure) {
    String kind =
        failure instanceof ApiProblem problem
            ? problem.status() + " " + problem.code()
            : String.valueOf(failure.getMessage());
    errors.computeIfAbsent(kind, _ -> new AtomicLong()).incrementAndGet();
    progress.error();
  }

  /** What a worker's balance adds up to, over all columns, in units of the currency. */
  void earned(String worker, JsonObject balance) {
    double sum = 0;
    for (Object item : balance.getJsonArray("balances")) {
      var line = (JsonObject) item;
      for (String column : new String[] {"earned", "approved", "scheduled", "sent", "received"}) {
        sum += new BigDecimal(line.getJsonObject(column).getString("amount")).doubleValue();
      }
    }
    earnings.put(worker, sum);
  }

  long sentNow() {
    return sent.get();
  }

  long sentEarlier() {
    return sentBefore.get();
  }

  long missing() {
    return missing.get();
  }

  Map<String, Double> earnings() {
    return new TreeMap<>(earnings);
  }

  Map<String, Long> errors() {
    var counts = new TreeMap<String, Long>();
    errors.forEach((kind, count) -> counts.put(kind, count.get()));
    return counts;
  }
}
