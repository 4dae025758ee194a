package dev.guildhall.correction;

import dev.guildhall.account.AccountId;
import dev.guildhall.attempt.Attempts.ItemChange;
import dev.guildhall.item.ItemId;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.qualification.QualificationId;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is put right. */
sealed interface Change {

  /** Of an item's version, for everybody who was given it. */
  record OfItem(ItemChange item) implements Change {}

  /**
   * What a reviewer sent counts no more.
   *
   * @param since of what was sent at that time or later; null: all of it
   */
  record OfReviewer(AccountId account, QualificationId qualification, @Nullable Instant since)
      implements Change {}

  /**
   * The contract's {@code CorrectionBody}.
   *
   * @param kind {@code key}, {@code remove_item} or {@code reviewer}
   */
  record Body(
      String kind,
      @Nullable ItemId itemId,
      @Nullable Integer version,
      @Nullable JsonObject key,
      @Nullable AccountId accountId,
      @Nullable QualificationId qualificationId,
      @Nullable Instant since) {

    boolean isOfReviewer() {
      return kind.equals("reviewer");
    }

    boolean isOfKey() {
      return kind.equals("key");
    }

    /** The same body, with the version that is meant. */
    Body of(int meant) {
      return new Body(kind, itemId, meant, key, accountId, qualificationId, since);
    }

    /** The item that is meant; refused where none is named. */
    ItemId item(String at) {
      return required(itemId, at + "/item_id");
    }

    /** What it says of the version that is meant; refused where something is not said. */
    ItemChange ofItem(String at, int meant) {
      return isOfKey()
          ? new ItemChange.OtherKey(item(at), meant, required(key, at + "/key"))
          : new ItemChange.TakenOut(item(at), meant);
    }

    OfReviewer ofReviewer(String at) {
      return new OfReviewer(
          required(accountId, at + "/account_id"),
          required(qualificationId, at + "/qualification_id"),
          since);
    }

    private static <T> T required(@Nullable T value, String pointer) {
      if (value == null) {
        throw Refusal.Invalid.field(
            pointer, "required", "A correction of this kind has to name it.");
      }
      return value;
    }
  }
}
