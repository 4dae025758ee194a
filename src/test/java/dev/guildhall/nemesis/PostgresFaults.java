package dev.guildhall.nemesis;

import dev.guildhall.nemesis.Fault.Place;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What happens to PostgreSQL. */
final class PostgresFaults {

  private static final String END_SESSIONS =
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'guildhall'";

  private static final List<String> TABLES =
      List.of("task", "assignment", "worker_load", "project", "ledger_account", "draft");

  private PostgresFaults() {}

  static List<Fault> all() {
    return List.of(
        Fault.of(
            "PostgreSQL restarted",
            Place.POSTGRES,
            1,
            (market, _) -> {
              market.postgres().restart();
              return () -> {};
            }),
        Fault.of(
            "PostgreSQL killed with all its processes",
            Place.POSTGRES,
            2,
            (market, _) -> {
              Signal.sendToAll(market.postgres().pid(), "KILL");
              market.postgres().killHard();
              return market.postgres()::restart;
            }),
        Fault.of(
            "PostgreSQL stopped and let go on",
            Place.POSTGRES,
            8,
            (market, _) -> {
              Signal.sendToAll(market.postgres().pid(), "STOP");
              return () -> Signal.sendToAll(market.postgres().pid(), "CONT");
            }),
        Fault.of(
            "PostgreSQL's sessions ended every 100 ms",
            Place.POSTGRES,
            4,
            (market, lots) -> {
              var session = market.session();
              var storm =
                  Fault.storm(
                      Duration.ofMillis(100),
                      () ->
                          run(
                              session,
                              END_SESSIONS + " order by random() limit " + (1 + lots.nextInt(3))));
              return () -> {
                storm.close();
                session.close();
              };
            }),
        Fault.of("PostgreSQL's table locked", Place.POSTGRES, 9, PostgresFaults::tableLocked),
        Fault.of(
            "PostgreSQL's rows locked crosswise", Place.POSTGRES, 5, PostgresFaults::crosswise),
        Fault.of("PostgreSQL read-only", Place.POSTGRES, 5, PostgresFaults::readOnly),
        Fault.of("PostgreSQL out of connections", Place.POSTGRES, 5, PostgresFaults::crowded));
  }

  /** What needs a disk that may be filled. */
  static List<Fault> ofDisk() {
    return List.of(
        Fault.of(
            "PostgreSQL's disk full",
            Place.POSTGRES,
            4,
            (market, _) -> {
              var disk = market.disk().orElseThrow();
              disk.fill();
              return () -> {
                disk.free();
                // It may have ended, for it could not write its log.
                if (!answers(market)) {
                  market.postgres().restart();
                }
              };
            }));
  }

  private static AutoCloseable tableLocked(Market market, Random lots) throws SQLException {
    var session = market.session();
    session.setAutoCommit(false);
    run(
        session,
        "lock table "
            + TABLES.get(lots.nextInt(TABLES.size()))
            + (lots.nextBoolean() ? " in share mode" : " in access exclusive mode"));
    return () -> {
      session.rollback();
      session.close();
    };
  }

  /** Locks rows in an order that nobody else keeps, so that somebody meets it in a deadlock. */
  private static AutoCloseable crosswise(Market market, Random lots) throws SQLException {
    var session = market.session();
    session.setAutoCommit(false);
    var storm =
        Fault.storm(
            Duration.ofMillis(50),
            () -> {
              try {
                run(session, "set local lock_timeout = '3s'");
                run(session, "select 1 from project for update");
                run(session, "select 1 from worker_load order by random() limit 20 for update");
                run(
                    session,
                    "select 1 from assignment where state = 'claimed' order by random() limit 20 for update");
              } finally {
                session.rollback();
              }
            });
    return () -> {
      storm.close();
      session.close();
    };
  }

  private static AutoCloseable readOnly(Market market, Random lots) throws SQLException {
    market.sql("alter system set default_transaction_read_only = on");
    market.sql("select pg_reload_conf()");
    return () -> {
      market.sql("alter system reset default_transaction_read_only");
      market.sql("select pg_reload_conf()");
    };
  }

  /** Takes every connection there is, those of the nodes as well. */
  private static AutoCloseable crowded(Market market, Random lots) throws SQLException {
    var taken = new ArrayList<Connection>();
    taken.add(market.session());
    for (int round = 0; round < 3; round++) {
      take(market, taken);
      run(taken.getFirst(), END_SESSIONS);
    }
    take(market, taken);
    return () -> {
      for (var one : taken) {
        one.close();
      }
    };
  }

  private static void take(Market market, List<Connection> taken) {
    try {
      while (true) {
        taken.add(market.session());
      }
    } catch (SQLException e) {
      // There is none left.
    }
  }

  private static boolean answers(Market market) {
    try {
      market.sql("create temporary table room as select 1");
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private static void run(Connection session, String sql) throws SQLException {
    try (var statement = session.createStatement()) {
      statement.execute(sql);
    }
  }
}
