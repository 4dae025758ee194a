package dev.guildhall.nemesis;

import dev.guildhall.assignment.AssignmentId;
import dev.guildhall.platform.json.StrictJson;
import dev.guildhall.task.TaskId;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What clients asked and what they were told, kept outside of the system under test. {@link
 * HistoryCheck} compares it with the record afterwards. Safe for use by many threads, as long as
 * each assignment is in one worker's hands.
 */
public final class History {

  /** How a write ended for the one who asked. */
  enum Answer {
    /** Nobody has answered yet. */
    NONE,
    GRANTED,
    REFUSED
  }

  /** A request for a task. */
  static final class Claim {
    final UUID id;
    final UUID worker;
    volatile boolean unheard;
    volatile Answer answer = Answer.NONE;
    volatile UUID assignment;
    volatile UUID task;

    private Claim(UUID id, UUID worker) {
      this.id = id;
      this.worker = worker;
    }
  }

  /** Finished work that was sent. */
  static final class Submission {
    final UUID id;
    final UUID assignment;
    final String hash;
    volatile Answer answer = Answer.NONE;

    private Submission(UUID id, UUID assignment, String hash) {
      this.id = id;
      this.assignment = assignment;
      this.hash = hash;
    }
  }

  /** An assignment as its worker saw it. */
  static final class Work {
    final UUID id;

    /** Hashes of all texts, in the order in which they were sent. */
    final List<String> texts = new ArrayList<>();

    /** The last text that was acknowledged; none yet: -1. */
    int kept = -1;

    /** The fences the worker was given, with the end of each one's grace as last told. */
    final TreeMap<Long, Instant> leases = new TreeMap<>();

    /** The fences under which it was acknowledged as given back. */
    final List<Long> givenBack = new ArrayList<>();

    private Work(UUID id) {
      this.id = id;
    }
  }

  private final Map<UUID, Claim> claims = new ConcurrentHashMap<>();
  private final Map<UUID, Submission> submissions = new ConcurrentHashMap<>();
  private final Map<UUID, Work> works = new ConcurrentHashMap<>();
  private final Queue<Violation> seen = new ConcurrentLinkedQueue<>();

  /** A claim is about to be sent. */
  public void claiming(UUID claim, String worker) {
    claims.put(claim, new Claim(claim, WorkerId.parse(worker).value()));
  }

  /** No answer came to one of the times that the claim was sent. */
  public void unheard(UUID claim) {
    claims.get(claim).unheard = true;
  }

  /** The claim was answered by an assignment. */
  public void claimed(UUID claim, JsonObject assignment) {
    var asked = claims.get(claim);
    UUID id = assignmentId(assignment);
    UUID task = TaskId.parse(assignment.getJsonObject("task").getString("id")).value();
    synchronized (asked) {
      if (asked.answer == Answer.GRANTED && !asked.assignment.equals(id)) {
        seen.add(Rule.CLAIM_ANSWERED_TWICE.brokenBy(claim, asked.assignment + " and " + id));
      }
      asked.answer = Answer.GRANTED;
      asked.assignment = id;
      asked.task = task;
    }
    leased(assignment);
  }

  /** The claim was answered by no task. */
  public void refused(UUID claim) {
    var asked = claims.get(claim);
    synchronized (asked) {
      if (asked.answer == Answer.NONE) {
        asked.answer = Answer.REFUSED;
      }
    }
  }

  /** The assignment was shown to its worker as one that may be worked on. */
  public void leased(JsonObject assignment) {
    var work = works.computeIfAbsent(assignmentId(assignment), Work::new);
    long fence = assignment.getLong("fence");
    var lease = assignment.getJsonObject("lease");
    synchronized (work) {
      if (lease != null) {
        work.leases.put(fence, Instant.parse(lease.getString("grace_until")));
      }
    }
  }

  /** The worker took it up again: the fence must have moved on. */
  public void reopened(JsonObject assignment) {
    var work = works.computeIfAbsent(assignmentId(assignment), Work::new);
    synchronized (work) {
      if (!work.leases.isEmpty() && work.leases.lastKey() >= assignment.getLong("fence")) {
        seen.add(
            Rule.FENCE.brokenBy(
                work.id, work.leases.lastKey() + " and then " + assignment.getLong("fence")));
      }
    }
    leased(assignment);
  }

  /** The lease was acknowledged as given back. */
  public void givenBack(String assignment, long fence) {
    var work = work(assignment);
    synchronized (work) {
      work.givenBack.add(fence);
    }
  }

  /** A text is about to be sent, as a draft or as a submission. */
  public void writing(String assignment, JsonObject text) {
    var work = work(assignment);
    synchronized (work) {
      work.texts.add(hash(text));
    }
  }

  /** The text was acknowledged as kept. */
  public void kept(String assignment, JsonObject text) {
    var work = work(assignment);
    synchronized (work) {
      work.kept = Math.max(work.kept, work.texts.lastIndexOf(hash(text)));
    }
  }

  /** Finished work is about to be sent. */
  public void submitting(UUID submission, String assignment, JsonObject output) {
    writing(assignment, output);
    submissions.put(submission, new Submission(submission, id(assignment), hash(output)));
  }

  public void submitted(UUID submission) {
    submissions.get(submission).answer = Answer.GRANTED;
  }

  /** It was refused for good. */
  public void submissionRefused(UUID submission) {
    var sent = submissions.get(submission);
    if (sent.answer == Answer.GRANTED) {
      seen.add(Rule.SUBMISSION_ANSWERED_TWICE.brokenBy(submission, "received and then refused"));
    }
    sent.answer = Answer.REFUSED;
  }

  /** Something was seen at once to be wrong. */
  public void violated(Violation violation) {
    seen.add(violation);
  }

  public long submitted() {
    return submissions.values().stream().filter(one -> one.answer == Answer.GRANTED).count();
  }

  Collection<Claim> claims() {
    return claims.values();
  }

  Optional<Claim> claim(UUID id) {
    return Optional.ofNullable(claims.get(id));
  }

  Collection<Submission> submissions() {
    return submissions.values();
  }

  Optional<Submission> submission(UUID id) {
    return Optional.ofNullable(submissions.get(id));
  }

  Collection<Work> works() {
    return works.values();
  }

  Collection<Violation> seen() {
    return seen;
  }

  /** The SHA-256 of a text in its canonical form. */
  static String hash(JsonObject text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(StrictJson.canonical(text).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  private Work work(String assignment) {
    return works.computeIfAbsent(id(assignment), Work::new);
  }

  private static UUID id(String assignment) {
    return AssignmentId.parse(assignment).value();
  }

  private static UUID assignmentId(JsonObject assignment) {
    return id(assignment.getString("id"));
  }
}
