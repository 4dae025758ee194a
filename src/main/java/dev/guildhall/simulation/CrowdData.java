package dev.guildhall.simulation;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Work that a real crowd did.
 *
 * @param name of the data set
 * @param kind the kind of project that takes it: {@code preference} or {@code classification}
 * @param template what workers are asked
 * @param tasks in the order of the file
 * @param votes one per task and worker, in the order of the file
 * @param gold the right answer by task, where it is known; for the report alone unless asked
 * @param duplicates votes left out because the worker had answered that task already
 */
record CrowdData(
    String name,
    String kind,
    JsonObject template,
    List<Task> tasks,
    List<Vote> votes,
    Map<String, String> gold,
    int duplicates) {

  /** One unit of work, by the data set's own key. */
  record Task(String key, JsonObject input) {}

  /**
   * What a worker answered.
   *
   * @param answer the label or choice, for agreement
   * @param output as it is sent
   * @param seconds how long it took; 0 when unknown
   */
  record Vote(String task, String worker, String answer, JsonObject output, int seconds) {}

  /** The first {@code limit} tasks with their votes. */
  CrowdData first(int limit) {
    var kept = tasks.stream().limit(limit).toList();
    var keys = new LinkedHashSet<String>();
    kept.forEach(task -> keys.add(task.key()));
    var votesKept = votes.stream().filter(vote -> keys.contains(vote.task())).toList();
    return new CrowdData(name, kind, template, kept, votesKept, gold, duplicates);
  }

  /** The workers in the order in which they first appear. */
  Set<String> workers() {
    var workers = new LinkedHashSet<String>();
    votes.forEach(vote -> workers.add(vote.worker()));
    return workers;
  }

  /** The answers of each worker, by task. */
  Map<String, Map<String, Vote>> votesByWorker() {
    var byWorker = new LinkedHashMap<String, Map<String, Vote>>();
    for (Vote vote : votes) {
      byWorker.computeIfAbsent(vote.worker(), _ -> new LinkedHashMap<>()).put(vote.task(), vote);
    }
    return byWorker;
  }

  /** Who answered each task. */
  Map<String, Set<String>> workersByTask() {
    var byTask = new LinkedHashMap<String, Set<String>>();
    for (Vote vote : votes) {
      byTask.computeIfAbsent(vote.task(), _ -> new LinkedHashSet<>()).add(vote.worker());
    }
    return byTask;
  }
}
