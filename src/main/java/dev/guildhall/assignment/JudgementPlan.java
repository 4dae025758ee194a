package dev.guildhall.assignment;

/**
 * How a submission is judged.
 *
 * @param atOnce accepted by the rule, without a person
 * @param rule names the rule and its version, for the record
 * @param autoAcceptHours accepted by the timer when nobody has judged it by then
 */
record JudgementPlan(boolean atOnce, String rule, int autoAcceptHours) {}
