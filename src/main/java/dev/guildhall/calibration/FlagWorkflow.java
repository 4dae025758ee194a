package dev.guildhall.calibration;

import dev.guildhall.account.AccountId;
import dev.guildhall.account.Notices;
import dev.guildhall.account.OrganisationId;
import dev.guildhall.calibration.CalibrationEvents.Flagged;
import dev.guildhall.item.ItemVersionRef;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.json.ShownName;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tells authors what is wrong with their items, each thing once for each key. */
final class FlagWorkflow {

  private static final String PATH = "/office/items?flagged=true";
  // More are found on the page.
  private static final int MOST_NAMED = 10;

  private final FlagRepository repository;
  private final EventLog events;
  private final Notices notices;

  FlagWorkflow(FlagRepository repository, EventLog events, Notices notices) {
    this.repository = repository;
    this.events = events;
    this.notices = notices;
  }

  /**
   * An item about whose numbers there is something to say.
   *
   * @param flags all that hold; as the contract's {@code ItemFlag}
   */
  record Found(
      ItemVersionRef ref,
      int keyRevision,
      OrganisationId organisationId,
      AccountId authorId,
      String title,
      Set<String> flags) {}

  private record Author(OrganisationId organisation, AccountId account) {}

  /** Records what was not told before, and tells each author of all of it in one message. */
  void tell(SqlConnection tx, List<Found> found) {
    var news = repository.insert(tx, found).await();
    var titles = new LinkedHashMap<Author, List<String>>();
    for (Found item : found) {
      var flags = new TreeSet<>(news.getOrDefault(item.ref(), Set.of()));
      if (!flags.isEmpty()) {
        events
            .append(
                tx,
                new Flagged(
                        item.ref().id(),
                        item.ref().version(),
                        item.organisationId(),
                        item.authorId(),
                        List.copyOf(flags))
                    .event())
            .await();
        titles
            .computeIfAbsent(
                new Author(item.organisationId(), item.authorId()), _ -> new ArrayList<>())
            .add(item.title());
      }
    }
    titles.forEach((author, items) -> write(tx, author, items));
  }

  private void write(SqlConnection tx, Author author, List<String> titles) {
    notices
        .sendTo(
            tx,
            author.organisation(),
            author.account(),
            "items_flagged",
            PATH,
            Map.of(
                "count",
                String.valueOf(titles.size()),
                "items",
                titles.stream()
                    .limit(MOST_NAMED)
                    .map(title -> "- " + ShownName.inMail(title))
                    .collect(Collectors.joining("\n"))))
        .await();
  }
}
