package dev.guildhall.eligibility;

import dev.guildhall.eligibility.Census.Count;
import dev.guildhall.eligibility.Census.Question;
import dev.guildhall.eligibility.FactsRepository.Counted;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.worker.Device;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.SqlConnection;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Holds everybody who may take work against some predicates, a part of them at a time. */
final class CensusWorkflow {

  private static final int AT_ONCE = 2_000;

  private final InstantSource time;
  private final FactsRepository repository;

  CensusWorkflow(InstantSource time, FactsRepository repository) {
    this.time = time;
    this.repository = repository;
  }

  Count count(SqlConnection tx, Question question) {
    var tally = new Tally(question);
    Cursor cursor = repository.all(tx).await();
    try {
      do {
        Rows.list(cursor.read(AT_ONCE).await(), FactsRepository::counted).forEach(tally::add);
      } while (cursor.hasMore());
    } finally {
      cursor.close().await();
    }
    return tally.count();
  }

  private final class Tally {
    private final Question question;
    private final Map<Predicate, Long> onlyFailing = new HashMap<>();
    private long could;
    private long would;
    private long active;

    private Tally(Question question) {
      this.question = question;
    }

    private void add(Counted worker) {
      var applicant = new Applicant(worker.facts(), Device.COMPUTER, time.instant());
      // A device is changed more easily than anything else, so it excludes nobody here.
      var failing =
          Eligibility.failing(question.predicates(), applicant).stream()
              .filter(predicate -> !(predicate instanceof Predicate.Device))
              .toList();
      if (failing.size() == 1) {
        onlyFailing.merge(failing.getFirst(), 1L, Long::sum);
      } else if (failing.isEmpty()) {
        could++;
        if (isContent(worker.facts())) {
          would++;
          active += worker.active() ? 1 : 0;
        }
      }
    }

    private boolean isContent(Facts facts) {
      return facts
          .wishedPayPerHour()
          .filter(wish -> wish.currency().equals(question.perHour().currency()))
          .map(wish -> question.perHour().micros() >= wish.micros())
          .orElse(true);
    }

    private Count count() {
      return new Count(could, would, active, Map.copyOf(onlyFailing));
    }
  }
}
