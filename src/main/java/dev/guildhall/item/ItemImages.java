package dev.guildhall.item;

import dev.guildhall.account.Memberships;
import dev.guildhall.account.OrganisationId;
import dev.guildhall.account.Role;
import dev.guildhall.item.ImageRepository.Stored;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.id.IdSource;
import dev.guildhall.platform.image.ImageIntake;
import dev.guildhall.platform.image.Redrawn.Picture;
import dev.guildhall.platform.image.Redrawn.Unfit;
import dev.guildhall.platform.job.Workflows;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import java.util.Base64;
import java.util.UUID;

/** Images that items show. Whatever is sent is written anew, see {@link ImageIntake}. */
final class ItemImages {

  private static final ImageIntake INTAKE =
      new ImageIntake(2 << 20, 4_000, 8_000_000, 4_000, ImageIntake.Output.SAME);

  private final Database database;
  private final IdSource ids;
  private final Memberships memberships;
  private final Bank bank;
  private final ImageReaders readers;
  private final ImageRepository repository = new ImageRepository();

  ItemImages(
      Database database, IdSource ids, Memberships memberships, Bank bank, ImageReaders readers) {
    this.database = database;
    this.ids = ids;
    this.memberships = memberships;
    this.bank = bank;
    this.readers = readers;
  }

  /** Keeps an image, given in Base64. */
  Future<Stored> keep(Principal who, OrganisationId organisation, String base64) {
    return memberships
        .require(who, organisation, Role.EDITOR)
        .compose(_ -> Workflows.start(() -> redrawn(decoded(base64))))
        .compose(
            drawn ->
                repository.insert(
                    database.client(), ids.next(), organisation, drawn, who.accountId()));
  }

  /** For members of its organisation, and for whom an item shows it. */
  Future<Stored> get(Principal who, UUID id) {
    return repository
        .find(database.client(), id)
        .map(found -> found.orElseThrow(() -> new Refusal.NotFound("image")))
        .compose(
            found ->
                memberships
                    .require(who, found.organisation(), Role.REVIEWER)
                    .recover(refused -> shown(who, id, refused))
                    .map(found));
  }

  private Future<Void> shown(Principal who, UUID id, Throwable refused) {
    if (!(refused instanceof Refusal.NotFound)) {
      return Future.failedFuture(refused);
    }
    return readers
        .shownTo(database.client(), who)
        .compose(shown -> bank.served(database.client(), shown))
        .map(
            items -> {
              if (items.stream().noneMatch(item -> shows(item, id))) {
                throw new Refusal.NotFound("image");
              }
              return null;
            });
  }

  private static boolean shows(ServedItem item, UUID image) {
    return ItemChecks.texts(item.body(), item.key()).values().stream()
        .anyMatch(text -> Markdown.images(text).contains(image));
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException _) {
      throw refused("base64", "Send the file's bytes in Base64.");
    }
  }

  private static Picture redrawn(byte[] file) {
    return switch (INTAKE.redrawn(file)) {
      case Picture picture -> picture;
      case Unfit(var code, var detail) -> throw refused(code, detail);
    };
  }

  private static Refusal refused(String code, String detail) {
    return Refusal.Invalid.field("/content", code, detail);
  }
}
