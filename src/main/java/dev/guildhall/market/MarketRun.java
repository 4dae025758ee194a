package dev.guildhall.market;

import dev.guildhall.market.Actor.Held;
import dev.guildhall.market.Agenda.Happening;
import dev.guildhall.market.Counter.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One market from its beginning to its end, under one scheme. */
final class MarketRun {

  private static final long HOUR = 3_600_000;
  // A node looks every three seconds; less often here, so that a run takes seconds.
  private static final long TICK = 10_000;
  private static final long POLL = 1_000;
  // As a node allows a worker by default.
  private static final int MOST_HELD = 2;
  private static final double JUDGED = 0.2;
  private static final double ABANDONED = 0.05;
  private static final double LOOK_MINUTES = 4;
  private static final double REACTION_SECONDS = 8;
  // Most take the first card that pays enough, some one of the next.
  private static final double TAKES_FIRST = 0.75;
  private static final double PAY_BEARABLE = 0.5;

  private final long seed;
  private final long end;
  private final MarketClock clock = new MarketClock();
  private final Agenda agenda = new Agenda();
  private final Counter counter;
  private final List<Actor> actors = new ArrayList<>();
  private final List<Stock> stocks = new ArrayList<>();
  private final Set<Actor> waiting = new java.util.LinkedHashSet<>();
  private final TrackRecord record = new TrackRecord();
  private final Yield yield = new Yield();
  private long changes;
  private final java.util.Map<Actor, Long> fruitless = new java.util.HashMap<>();

  /** What has been paid for, and what of it was right. */
  static final class Yield {
    long submissions;
    long right;
    double paid;
    double paidForRight;
  }

  /**
   * @param scriptsPoll false: who has a script looks for work as everybody else does
   */
  MarketRun(
      long seed,
      MarketSetting setting,
      List<Persona> people,
      List<Batch> batches,
      Scheme scheme,
      boolean scriptsPoll) {
    this.seed = seed;
    this.end = setting.days() * 24 * HOUR;
    this.counter = new Counter(scheme, clock, seed);
    people.forEach(persona -> actors.add(new Actor(persona, seed, scriptsPoll)));
    people.forEach(record::add);
    batches.forEach(batch -> agenda.plan(batch.at(), new Happening.Drop(batch)));
    for (Actor actor : actors) {
      for (var session : actor.persona().sessions()) {
        agenda.plan(session.from(), new Happening.Arrival(actor, session));
      }
    }
    agenda.plan(TICK, new Happening.Tick());
  }

  /** Runs it to its end. */
  MarketRun run() {
    for (var next = agenda.next(); next != null && next.at() <= end; next = agenda.next()) {
      clock.moveTo(next.at());
      happen(next.what());
    }
    clock.moveTo(end);
    return this;
  }

  private void happen(Happening what) {
    switch (what) {
      case Happening.Drop drop -> {
        var stock = new Stock(drop.batch());
        stocks.add(stock);
        counter.open(stock);
        changes++;
      }
      case Happening.Arrival arrival -> {
        arrival.actor().begin(arrival.session());
        lookIn(arrival.actor(), 0);
      }
      case Happening.Look look -> {
        if (look.actor().isPlanned(look.number()) && look.actor().isThere(clock.elapsed())) {
          look(look.actor());
        }
      }
      case Happening.Next next -> next(next.actor());
      case Happening.Sent sent -> sent(sent.actor(), sent.seconds());
      case Happening.Expiry expiry -> {
        expiry.held().stock().giveBack(expiry.held().task(), expiry.held().since());
        counter.stir(expiry.held().stock());
        changes++;
      }
      case Happening.Tick _ -> tick();
    }
  }

  private void tick() {
    counter.look(actors);
    changes++;
    waiting.removeIf(actor -> !actor.isThere(clock.elapsed()));
    for (Actor actor : counter.told(List.copyOf(waiting))) {
      lookIn(actor, (long) (actor.habits().around(REACTION_SECONDS, 0.5) * 1000));
    }
    agenda.plan(clock.elapsed() + TICK, new Happening.Tick());
  }

  private void lookIn(Actor actor, long millis) {
    agenda.plan(clock.elapsed() + millis, new Happening.Look(actor, actor.planLook()));
  }

  private void look(Actor actor) {
    waiting.remove(actor);
    actor.looked(clock.elapsed());
    if (actor.polls()) {
      poll(actor);
    } else if (!take(actor, choice(actor))) {
      if (actor.isWatching()) {
        waiting.add(actor);
      }
      lookIn(actor, 20_000 + (long) (actor.habits().after(LOOK_MINUTES) * 60_000));
    }
  }

  private void poll(Actor actor) {
    // Asking again while nothing has changed gets the same answer.
    boolean isSame = !counter.isDrawing() && fruitless.getOrDefault(actor, -1L) == changes;
    if (!isSame && actor.held().size() < MOST_HELD && !take(actor, counter.ask(actor))) {
      fruitless.put(actor, changes);
    }
    lookIn(actor, POLL);
  }

  /** What a person tries, in this order. */
  private List<Shown> choice(Actor actor) {
    var shown = counter.ask(actor);
    if (actor.persona().hasScript()) {
      // They take anything, by hand as well.
      return shown;
    }
    var wish = actor.persona().wish();
    var bearable = new ArrayList<Shown>();
    for (Shown one : shown) {
      if (wish.isEmpty() || one.payPerHour().micros() >= PAY_BEARABLE * wish.get().micros()) {
        bearable.add(one);
      }
    }
    int first = 0;
    while (first < bearable.size() - 1 && !actor.habits().happens(TAKES_FIRST)) {
      first++;
    }
    if (first > 0) {
      bearable.addFirst(bearable.remove(first));
    }
    return bearable;
  }

  private boolean take(Actor actor, List<Shown> tried) {
    for (Shown one : tried) {
      int task = one.stock().take(actor.persona().number(), clock.elapsed());
      if (task >= 0) {
        took(actor, new Held(one.stock(), task, clock.elapsed()));
        return true;
      }
    }
    return false;
  }

  private void took(Actor actor, Held held) {
    counter.took(actor, held.stock());
    actor.took(held, clock.elapsed());
    if (!actor.isBusy()) {
      work(actor);
    }
  }

  /** Begins with the task that is held longest, or lets go of it. */
  private void work(Actor actor) {
    var held = actor.held().getFirst();
    var batch = held.stock().batch();
    var chance = Chance.of(seed, 4, actor.persona().number(), batch.number(), held.task());
    double seconds = chance.around(batch.estimateSeconds() * actor.persona().pace(), 0.3);
    if (chance.happens(ABANDONED)) {
      actor.held().removeFirst();
      long lease = Math.max(120, 3L * batch.estimateSeconds()) * 1000;
      agenda.plan(held.since() + lease, new Happening.Expiry(actor, held));
      goOn(actor, (long) (seconds * 500));
    } else {
      actor.busy(true);
      agenda.plan(clock.elapsed() + (long) (seconds * 1000), new Happening.Sent(actor, seconds));
    }
  }

  private void sent(Actor actor, double seconds) {
    actor.busy(false);
    var held = actor.held().removeFirst();
    var batch = held.stock().batch();
    held.stock().submit(clock.elapsed(), seconds);
    counter.sent(actor, held.stock());
    actor.sent(batch, seconds);
    var chance = Chance.of(seed, 5, actor.persona().number(), batch.number(), held.task());
    boolean isRight = chance.happens(actor.persona().accuracy()[batch.domain()]);
    yield.submissions++;
    yield.paid += batch.price().micros() / 1e6;
    if (isRight) {
      yield.right++;
      yield.paidForRight += batch.price().micros() / 1e6;
    }
    if (chance.happens(JUDGED)) {
      actor.judged(batch.domain(), isRight, record);
    }
    goOn(actor, (long) actor.habits().between(1_000, 6_000));
  }

  /** Behind a script there is a person as well, who takes as long to go on to the next task. */
  private void goOn(Actor actor, long pause) {
    if (actor.polls()) {
      actor.busy(true);
      agenda.plan(clock.elapsed() + pause, new Happening.Next(actor));
    } else {
      lookIn(actor, pause);
    }
  }

  private void next(Actor actor) {
    actor.busy(false);
    if (!actor.held().isEmpty()) {
      work(actor);
    }
  }

  List<Actor> actors() {
    return actors;
  }

  List<Stock> stocks() {
    return stocks;
  }

  Yield yield() {
    return yield;
  }

  long end() {
    return end;
  }
}
