package dev.guildhall.eligibility;

/**
 * One requirement and whether it is met.
 *
 * @param code stable; which kind of requirement it is
 * @param text what is asked
 * @param mend what would satisfy it
 */
public record Explained(String code, String text, String mend, boolean met) {}
