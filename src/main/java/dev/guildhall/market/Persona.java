package dev.guildhall.market;

import dev.guildhall.account.AccountId;
import dev.guildhall.eligibility.Facts;
import dev.guildhall.platform.money.Money;
import dev.guildhall.worker.Identity;
import dev.guildhall.worker.LanguageLevel;
import dev.guildhall.worker.WorkerId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A person as they are, which the market does not know.
 *
 * @param accuracy by domain, the probability that a piece of work is right
 * @param pace time taken, as a multiple of what work usually takes
 * @param isExpert can do what only few can
 * @param hasScript has a program look for work every second, and takes what is first
 * @param judged by domain, how much of their work was judged before the market begins; 0: newcomer
 * @param right by domain, how much of that was right
 * @param skills what the market estimates from that
 * @param sessions when they are there, in order
 */
record Persona(
    int number,
    double[] accuracy,
    double pace,
    Optional<Money> wish,
    boolean isExpert,
    boolean hasScript,
    boolean isNewcomer,
    int[] judged,
    int[] right,
    Map<String, Facts.Skill> skills,
    List<Session> sessions) {

  static final String COMMON = "en";
  static final String RARE = "sw";

  /** A while in which somebody is there, in milliseconds since the market began. */
  record Session(long from, long to) {}

  WorkerId id() {
    return new WorkerId(new UUID(1, number));
  }

  Persona withSkills(Map<String, Facts.Skill> estimated) {
    return new Persona(
        number,
        accuracy,
        pace,
        wish,
        isExpert,
        hasScript,
        isNewcomer,
        judged,
        right,
        estimated,
        sessions);
  }

  /** What the market knows of them, with these estimates of their skill. */
  Facts facts(Map<String, Facts.Skill> skills) {
    return new Facts(
        id(),
        new AccountId(new UUID(2, number)),
        Set.of(),
        isExpert
            ? Map.of(COMMON, LanguageLevel.FLUENT, RARE, LanguageLevel.FLUENT)
            : Map.of(COMMON, LanguageLevel.FLUENT),
        Optional.empty(),
        Identity.EMAIL,
        Map.of(),
        skills,
        Optional.empty(),
        Map.of(),
        Set.of(),
        wish);
  }
}
