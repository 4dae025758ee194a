package dev.guildhall.audit;

/**
 * One thing that breaks a rule.
 *
 * @param rule the {@link Check#id} of the rule
 * @param subject what breaks it: its table and id
 */
public record Violation(String rule, String subject, String found, String expected) {

  @Override
  public String toString() {
    return rule + " " + subject + ": found " + found + "; expected " + expected;
  }
}
