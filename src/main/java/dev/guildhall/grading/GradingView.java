package dev.guildhall.grading;

import dev.guildhall.grading.GradingRepository.View;
import dev.guildhall.platform.json.StrictJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What a reviewer is told of a grading; the same members for a validity paper as for any other. */
final class GradingView {

  private GradingView() {}

  /** The contract's {@code Grading}. */
  static JsonObject json(View view) {
    return stable(view).put("server_time", view.now().toString());
  }

  /** The same without the time. */
  static JsonObject stable(View view) {
    var item =
        new JsonObject()
            .put("kind", view.kind())
            .put("body", view.body())
            .put("rubric", view.rubric());
    put(item, "reference", view.reference());
    var json =
        new JsonObject()
            .put("id", view.id().toString())
            .put("claim_id", view.claimId().toString())
            .put("state", view.state().wire())
            .put("role", view.role().wire())
            .put("fence", view.fence())
            .put(
                "qualification",
                new JsonObject()
                    .put("id", view.qualificationId().toString())
                    .put("name", view.qualification()))
            .put("item", item)
            .put("answer", view.answer())
            .put("text", view.text())
            .put("grades", view.grades())
            .put("claimed_at", view.claimedAt().toString());
    if (view.state() == GradingState.CLAIMED) {
      json.put("lease_until", view.leaseUntil().toString());
    }
    if (view.others() != null) {
      json.put("others", others(view.others()));
    }
    put(json, "comment", view.comment());
    put(json, "flag", view.flag());
    put(json, "pay", view.pay() == null ? null : StrictJson.toObject(view.pay()));
    put(json, "sent_at", view.sentAt() == null ? null : view.sentAt().toString());
    return json;
  }

  private static JsonArray others(JsonArray stored) {
    var others = new JsonArray();
    for (int i = 0; i < stored.size(); i++) {
      var one = stored.getJsonObject(i);
      var other = new JsonObject().put("grades", one.getJsonObject("grades"));
      put(other, "comment", one.getString("comment"));
      others.add(other);
    }
    return others;
  }

  private static void put(JsonObject json, String member, @Nullable Object value) {
    if (value != null) {
      json.put(member, value);
    }
  }
}
