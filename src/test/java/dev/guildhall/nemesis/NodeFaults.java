package dev.guildhall.nemesis;

import dev.guildhall.nemesis.Fault.Place;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** What happens to a node's process. */
final class NodeFaults {

  private NodeFaults() {}

  static List<Fault> all() {
    return List.of(
        Fault.of(
            "node killed",
            Place.NODE,
            2,
            (market, lots) -> {
              var node = one(market, lots);
              node.process().kill();
              return () -> restart(node);
            }),
        Fault.of(
            "all nodes killed",
            Place.NODE,
            2,
            (market, _) -> {
              market.nodes().forEach(node -> node.process().kill());
              return () -> {
                market.nodes().forEach(node -> node.process().start());
                market.nodes().forEach(node -> node.process().awaitReady());
              };
            }),
        Fault.of(
            "node told to end",
            Place.NODE,
            2,
            (market, lots) -> {
              var node = one(market, lots);
              node.process().close();
              return () -> restart(node);
            }),
        Fault.of(
            "node stopped and let go on",
            Place.NODE,
            20,
            (market, lots) -> {
              var node = one(market, lots);
              node.process().signal("STOP");
              return () -> node.process().signal("CONT");
            }),
        clock("node's clock two hours ahead", Duration.ofHours(2)),
        clock("node's clock two hours behind", Duration.ofHours(-2)));
  }

  private static Fault clock(String name, Duration by) {
    return Fault.of(
        name,
        Place.NODE,
        12,
        (market, lots) -> {
          var node = one(market, lots);
          String shifted = ShiftedClock.argument(market.home(), by);
          node.process().close();
          node.process().start(shifted);
          return () -> {
            // As it may have started only just now.
            node.process().awaitReady();
            node.process().close();
            restart(node);
          };
        });
  }

  private static void restart(Node node) {
    node.process().start();
    node.process().awaitReady();
  }

  private static Node one(Market market, Random lots) {
    return market.nodes().get(lots.nextInt(market.nodes().size()));
  }
}
