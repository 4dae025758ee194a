package dev.guildhall.nemesis;

import dev.guildhall.fault.Aim;
import dev.guildhall.fault.Aim.Moment;
import dev.guildhall.fault.Cut;
import dev.guildhall.fault.Direction;
import dev.guildhall.fault.FaultProxy;
import dev.guildhall.fault.Message;
import dev.guildhall.nemesis.Fault.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** What goes wrong between a node and its stores, and between a node and its clients. */
final class LinkFaults {

  private static final Duration AIM_EVERY = Duration.ofMillis(60);
  private static final Duration CUT_EVERY = Duration.ofMillis(300);

  private LinkFaults() {}

  static List<Fault> all() {
    var faults = new ArrayList<Fault>();
    faults.addAll(ofStore("PostgreSQL", Place.POSTGRES_LINK, Node::postgres));
    faults.addAll(ofStore("Redis", Place.REDIS_LINK, Node::redis));
    faults.addAll(aimed());
    faults.addAll(ofClients());
    faults.add(partition());
    faults.add(crossedPartition());
    return faults;
  }

  private static List<Fault> ofStore(String store, Place place, Function<Node, FaultProxy> link) {
    return List.of(
        lane(store + " link frozen", place, 6, link, FaultProxy::freeze),
        lane(store + " link a black hole", place, 5, link, FaultProxy::swallow),
        lane(store + " link garbled", place, 2, link, FaultProxy::garble),
        lane(
            store + " link delayed 80 ± 40 ms",
            place,
            6,
            link,
            (proxy, way) -> proxy.delay(way, Duration.ofMillis(40), Duration.ofMillis(20))),
        lane(
            store + " link of 40 kB/s",
            place,
            5,
            link,
            (proxy, way) -> proxy.throttle(way, 40_000)),
        Fault.of(
            store + " link refused",
            place,
            5,
            (market, lots) ->
                on(
                    some(market, lots, link),
                    proxy -> {
                      proxy.refuse();
                      proxy.cut(Cut.RST);
                    })),
        Fault.of(
            store + " link cut every 300 ms",
            place,
            4,
            (market, lots) -> {
              var proxies = some(market, lots, link);
              return Fault.storm(
                  CUT_EVERY,
                  () ->
                      proxies.forEach(proxy -> proxy.cut(lots.nextBoolean() ? Cut.FIN : Cut.RST)));
            }));
  }

  private static List<Fault> aimed() {
    return List.of(
        aimed(
            "COMMIT's answer cut by FIN",
            Place.POSTGRES_LINK,
            Node::postgres,
            Aim.commitReply(),
            Cut.FIN),
        aimed(
            "COMMIT's answer cut by RST",
            Place.POSTGRES_LINK,
            Node::postgres,
            Aim.commitReply(),
            Cut.RST),
        aimed(
            "COMMIT cut on its way",
            Place.POSTGRES_LINK,
            Node::postgres,
            Aim.commitRequest(),
            Cut.RST),
        aimed(
            "script's answer cut by FIN",
            Place.REDIS_LINK,
            Node::redis,
            Aim.scriptReply(),
            Cut.FIN),
        aimed(
            "script's answer cut by RST",
            Place.REDIS_LINK,
            Node::redis,
            Aim.scriptReply(),
            Cut.RST),
        aimed(
            "script cut on its way", Place.REDIS_LINK, Node::redis, Aim.scriptRequest(), Cut.FIN));
  }

  private static List<Fault> ofClients() {
    return List.of(
        aimed("client's answer lost", Place.CLIENT_LINK, Node::clients, fromServer(), Cut.RST),
        lane("client link frozen", Place.CLIENT_LINK, 5, Node::clients, FaultProxy::freeze),
        lane(
            "client link delayed 150 ± 100 ms",
            Place.CLIENT_LINK,
            5,
            Node::clients,
            (proxy, way) -> proxy.delay(way, Duration.ofMillis(75), Duration.ofMillis(50))),
        lane("client link a black hole", Place.CLIENT_LINK, 3, Node::clients, FaultProxy::swallow),
        Fault.of(
            "client link cut every 300 ms",
            Place.CLIENT_LINK,
            4,
            (market, lots) -> {
              var proxies = some(market, lots, Node::clients);
              return Fault.storm(
                  CUT_EVERY,
                  () ->
                      proxies.forEach(proxy -> proxy.cut(lots.nextBoolean() ? Cut.FIN : Cut.RST)));
            }));
  }

  /** All nodes lose both stores, for nobody hears a refusal. */
  private static Fault partition() {
    return new Fault(
        "partition from both stores",
        EnumSet.of(Place.POSTGRES_LINK, Place.REDIS_LINK),
        Duration.ofSeconds(6),
        (market, _) -> {
          var proxies = new ArrayList<FaultProxy>();
          market.nodes().forEach(node -> proxies.addAll(List.of(node.postgres(), node.redis())));
          return on(
              proxies,
              proxy -> {
                proxy.refuse();
                proxy.cut(Cut.RST);
              });
        });
  }

  /** One node sees PostgreSQL and no Redis, another one Redis and no PostgreSQL. */
  private static Fault crossedPartition() {
    return new Fault(
        "partition across",
        EnumSet.of(Place.POSTGRES_LINK, Place.REDIS_LINK),
        Duration.ofSeconds(6),
        (market, _) ->
            on(
                List.of(market.nodes().get(0).redis(), market.nodes().get(1).postgres()),
                proxy -> {
                  proxy.refuse();
                  proxy.cut(Cut.RST);
                }));
  }

  private static Predicate<Message> fromServer() {
    return message -> message.direction() == Direction.TO_CLIENT;
  }

  private static Fault aimed(
      String name, Place place, Function<Node, FaultProxy> link, Predicate<Message> at, Cut cut) {
    return Fault.of(
        name,
        place,
        4,
        (market, lots) -> {
          var proxies = some(market, lots, link);
          var moments = Moment.values();
          var storm =
              Fault.storm(
                  AIM_EVERY,
                  () ->
                      proxies.forEach(
                          proxy ->
                              proxy.aim(new Aim(at, moments[lots.nextInt(moments.length)], cut))));
          return () -> {
            storm.close();
            proxies.forEach(FaultProxy::heal);
          };
        });
  }

  private interface Lane {
    void spoil(FaultProxy proxy, Direction direction);
  }

  /** In one direction or in both. */
  private static Fault lane(
      String name, Place place, int seconds, Function<Node, FaultProxy> link, Lane lane) {
    return Fault.of(
        name,
        place,
        seconds,
        (market, lots) -> {
          int ways = 1 + lots.nextInt(3);
          return on(
              some(market, lots, link),
              proxy -> {
                if (ways != 1) {
                  lane.spoil(proxy, Direction.TO_CLIENT);
                }
                if (ways != 2) {
                  lane.spoil(proxy, Direction.TO_SERVER);
                }
              });
        });
  }

  private static AutoCloseable on(List<FaultProxy> proxies, Consumer<FaultProxy> blow) {
    proxies.forEach(blow);
    return () -> proxies.forEach(FaultProxy::heal);
  }

  /** Of one node, or of all. */
  private static List<FaultProxy> some(
      Market market, Random lots, Function<Node, FaultProxy> link) {
    int one = lots.nextInt(market.nodes().size() + 1);
    return one == market.nodes().size()
        ? market.nodes().stream().map(link).toList()
        : List.of(link.apply(market.nodes().get(one)));
  }
}
