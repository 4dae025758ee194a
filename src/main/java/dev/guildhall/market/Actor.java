package dev.guildhall.market;

import dev.guildhall.eligibility.Applicant;
import dev.guildhall.eligibility.Facts;
import dev.guildhall.market.Persona.Session;
import dev.guildhall.matching.OwnTime;
import dev.guildhall.project.ProjectId;
import dev.guildhall.worker.Device;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A person in a run: what they do now, and what the market has learned of them. */
final class Actor {

  private static final int ENOUGH_TIMES = 3;
  private static final int TIMES = 40;

  private final Persona persona;
  private final boolean polls;
  private final Chance habits;
  private final int[] judged;
  private final int[] right;
  private final Map<ProjectId, List<Double>> times = new HashMap<>();
  private final Map<ProjectId, OwnTime> ownTimes = new HashMap<>();
  private final Map<String, Facts.Skill> skills = new HashMap<>();
  private final Deque<Held> held = new ArrayDeque<>();
  private Facts facts;
  private Session session = new Session(0, 0);
  private boolean isWatching;
  private long firstLook = -1;
  private long firstTask = -1;
  private int looks;
  private boolean isBusy;

  private long tasks;
  private double earned;
  private double busySeconds;
  private double rareSeconds;

  /** A task in somebody's hands. */
  record Held(Stock stock, int task, long since) {}

  /**
   * @param polls whether a script that the person has is running
   */
  Actor(Persona persona, long seed, boolean polls) {
    this.persona = persona;
    this.polls = polls && persona.hasScript();
    this.habits = Chance.of(seed, 3, persona.number());
    this.judged = persona.judged().clone();
    this.right = persona.right().clone();
    this.skills.putAll(persona.skills());
    this.facts = persona.facts(persona.skills());
  }

  Persona persona() {
    return persona;
  }

  boolean polls() {
    return polls;
  }

  Chance habits() {
    return habits;
  }

  Deque<Held> held() {
    return held;
  }

  Applicant applicant(Instant now) {
    return new Applicant(facts, Device.COMPUTER, now);
  }

  Map<ProjectId, OwnTime> ownTimes() {
    return ownTimes;
  }

  boolean isNew() {
    return persona.isNewcomer() && firstTask < 0;
  }

  void begin(Session next) {
    session = next;
    // Half of those who wait keep the page open and are told of offers.
    isWatching = habits.happens(0.5);
  }

  boolean isThere(long now) {
    return now < session.to();
  }

  boolean isBusy() {
    return isBusy;
  }

  void busy(boolean now) {
    isBusy = now;
  }

  boolean isWatching() {
    return isWatching;
  }

  /** The number of the look that is planned; one planned earlier is void. */
  int planLook() {
    return ++looks;
  }

  boolean isPlanned(int look) {
    return look == looks;
  }

  void looked(long now) {
    if (firstLook < 0) {
      firstLook = now;
    }
  }

  void took(Held task, long now) {
    held.add(task);
    if (firstTask < 0) {
      firstTask = now;
    }
  }

  void sent(Batch batch, double seconds) {
    tasks++;
    earned += batch.price().micros() / 1e6;
    busySeconds += seconds;
    rareSeconds += batch.isRare() ? seconds : 0;
    var mine = times.computeIfAbsent(batch.id(), _ -> new ArrayList<>());
    mine.add(seconds);
    if (mine.size() >= ENOUGH_TIMES) {
      var sorted = mine.subList(Math.max(0, mine.size() - TIMES), mine.size()).stream().sorted();
      var latest = sorted.toList();
      ownTimes.put(batch.id(), new OwnTime(latest.get(latest.size() / 2), mine.size()));
    }
  }

  /** A piece of work of theirs was judged, and their skill estimated anew. */
  void judged(int domain, boolean wasRight, TrackRecord record) {
    judged[domain]++;
    right[domain] += wasRight ? 1 : 0;
    record.add(domain, wasRight);
    skills.put(Batch.domain(domain), record.skill(domain, right[domain], judged[domain]));
    facts = persona.facts(Map.copyOf(skills));
  }

  long tasks() {
    return tasks;
  }

  double earned() {
    return earned;
  }

  double busySeconds() {
    return busySeconds;
  }

  double rareSeconds() {
    return rareSeconds;
  }

  /** Minutes that they were there before their first task; all of them when they got none. */
  double minutesToFirstTask() {
    long until = firstTask < 0 ? Long.MAX_VALUE : firstTask;
    return persona.sessions().stream()
        .mapToDouble(one -> Math.max(0, Math.min(one.to(), until) - one.from()) / 60_000.0)
        .sum();
  }

  boolean hasLooked() {
    return firstLook >= 0;
  }

  double hoursThere() {
    return persona.sessions().stream()
        .mapToDouble(one -> (one.to() - one.from()) / 3_600_000.0)
        .sum();
  }
}
