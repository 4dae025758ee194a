package dev.guildhall.scenario;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the clients saw acknowledged, kept outside of the system under test. {@link #violations}
 * compares it with what the record says afterwards.
 */
final class History {

  /** A claim that was answered. */
  record Claimed(UUID claim, String worker, String assignment, String task) {}

  private final Map<UUID, Claimed> claims = new ConcurrentHashMap<>();
  private final Map<String, JsonObject> drafts = new ConcurrentHashMap<>();
  private final Map<UUID, JsonObject> submissions = new ConcurrentHashMap<>();
  private final List<String> contradictions =
      java.util.Collections.synchronizedList(new ArrayList<>());

  void claimed(UUID claim, String worker, JsonObject assignment) {
    var now =
        new Claimed(
            claim,
            worker,
            assignment.getString("id"),
            assignment.getJsonObject("task").getString("id"));
    var before = claims.putIfAbsent(claim, now);
    if (before != null && !before.equals(now)) {
      contradictions.add("claim " + claim + " was answered " + before + " and then " + now);
    }
  }

  void drafted(String assignment, JsonObject output) {
    drafts.put(assignment, output);
  }

  void submitted(UUID submission, JsonObject output) {
    submissions.put(submission, output);
  }

  int submissions() {
    return submissions.size();
  }

  /**
   * Every way in which the record contradicts what was acknowledged.
   *
   * @param recordedClaims by claim id, the assignment and task
   * @param recordedOutputs by submission id
   * @param recordedDrafts by assignment
   */
  List<String> violations(
      Map<UUID, Claimed> recordedClaims,
      Map<UUID, JsonObject> recordedOutputs,
      Map<String, JsonObject> recordedDrafts) {
    var violations = new ArrayList<>(contradictions);
    claims.forEach(
        (claim, seen) -> {
          if (!seen.equals(recordedClaims.get(claim))) {
            violations.add("acknowledged " + seen + ", recorded " + recordedClaims.get(claim));
          }
        });
    submissions.forEach(
        (id, output) -> {
          if (!output.equals(recordedOutputs.get(id))) {
            violations.add(
                "acknowledged submission " + id + ", recorded " + recordedOutputs.get(id));
          }
        });
    drafts.forEach(
        (assignment, output) -> {
          if (!output.equals(recordedDrafts.get(assignment))) {
            violations.add(
                "acknowledged draft of "
                    + assignment
                    + ", recorded "
                    + recordedDrafts.get(assignment));
          }
        });
    Set<String> pairs = new HashSet<>();
    for (Claimed claim : claims.values()) {
      if (!pairs.add(claim.worker() + ' ' + claim.task())) {
        violations.add(claim.worker() + " got " + claim.task() + " twice");
      }
    }
    return violations;
  }
}
