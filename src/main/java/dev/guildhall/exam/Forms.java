package dev.guildhall.exam;

import dev.guildhall.exam.Form.Drawn;
import dev.guildhall.exam.Form.Lack;
import dev.guildhall.exam.Form.Outcome;
import dev.guildhall.exam.Form.Part;
import dev.guildhall.exam.FormDrawing.Chosen;
import dev.guildhall.item.Bank;
import dev.guildhall.item.ItemId;
import dev.guildhall.item.ItemState;
import dev.guildhall.item.PoolItem;
import dev.guildhall.item.ServedItem;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Draws forms of tests from the bank. */
public final class Forms {

  private final Bank bank;

  Forms(Bank bank) {
    this.bank = bank;
  }

  /**
   * One form. Items that were shown least come first; those of {@code avoided} only where there are
   * no others.
   *
   * @param random the same one draws the same form from the same bank
   */
  public Future<Outcome> draw(
      SqlClient client, TestVersion test, Set<ItemId> avoided, RandomGenerator random) {
    return pools(client, test)
        .compose(
            pools -> {
              var drawing = new FormDrawing(test.plan(), test.targets(), pools, avoided, random);
              var chosen = drawing.draw();
              return drawing.lacks().isEmpty()
                  ? form(client, test.plan(), chosen, random)
                  : Future.succeededFuture(new Outcome.Lacking(drawing.lacks()));
            });
  }

  /**
   * What a publication fixes, and what stands in its way.
   *
   * @param targets by section
   * @param gradedByPeople whether a form may hold items that people grade
   */
  record Prospect(List<Lack> lacks, List<@Nullable Double> targets, boolean gradedByPeople) {}

  /** How a version would be served now. */
  Future<Prospect> prospect(SqlClient client, TestVersion test) {
    return pools(client, test)
        .map(
            pools -> {
              var drawing =
                  new FormDrawing(test.plan(), List.of(), pools, Set.of(), new SplittableRandom(0));
              var targets = new ArrayList<@Nullable Double>();
              drawing.draw().forEach(chosen -> targets.add(chosen.target()));
              boolean graded =
                  pools.values().stream()
                      .flatMap(List::stream)
                      .anyMatch(item -> item.state() == ItemState.ACTIVE && item.graded());
              return new Prospect(drawing.lacks(), targets, graded);
            });
  }

  private Future<Map<TestPlan.Draw, List<PoolItem>>> pools(SqlClient client, TestVersion test) {
    var draws =
        test.plan().sections().stream()
            .flatMap(section -> section.draws().stream())
            .distinct()
            .toList();
    return Future.all(
            draws.stream()
                .map(
                    draw ->
                        bank.drawable(
                            client,
                            test.organisationId(),
                            draw.domain(),
                            draw.tags(),
                            draw.kinds()))
                .toList())
        .map(
            found -> {
              var pools = new HashMap<TestPlan.Draw, List<PoolItem>>();
              for (int i = 0; i < draws.size(); i++) {
                pools.put(draws.get(i), found.resultAt(i));
              }
              return pools;
            });
  }

  private Future<Outcome> form(
      SqlClient client, TestPlan plan, List<Chosen> chosen, RandomGenerator random) {
    var fixed =
        IntStream.range(0, chosen.size())
            .filter(s -> plan.sections().get(s).adaptive() == null)
            .mapToObj(chosen::get)
            .flatMap(section -> section.items().stream())
            .map(PoolItem::ref)
            .toList();
    return bank.served(client, fixed)
        .map(
            served -> {
              var bodies =
                  served.stream().collect(Collectors.toMap(ServedItem::id, Function.identity()));
              return new Outcome.Whole(
                  new Form(
                      IntStream.range(0, chosen.size())
                          .mapToObj(
                              s ->
                                  plan.sections().get(s).adaptive() == null
                                      ? part(chosen.get(s), bodies, random)
                                      : new Part(
                                          List.of(), chosen.get(s).items(), chosen.get(s).mean()))
                          .toList()));
            });
  }

  private static Part part(Chosen chosen, Map<ItemId, ServedItem> served, RandomGenerator random) {
    return new Part(
        chosen.items().stream()
            .map(
                item -> {
                  var body = Objects.requireNonNull(served.get(item.id())).body();
                  return new Drawn(
                      item.ref(),
                      item.state() == ItemState.ACTIVE,
                      OptionOrder.drawn(item.kind(), body, random));
                })
            .toList(),
        List.of(),
        chosen.mean());
  }
}
