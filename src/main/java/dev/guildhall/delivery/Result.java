package dev.guildhall.delivery;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;

/**
 * What the accepted submissions of a task come to so far.
 *
 * @param answer the majority; empty on a tie and for kinds without one answer
 */
record Result(
    String taskId,
    Optional<String> key,
    String state,
    JsonObject input,
    long submissions,
    Optional<String> answer,
    Optional<Map<String, Long>> distribution,
    Optional<Map<String, Double>> meanScores) {}
