package dev.guildhall.grading;

import dev.guildhall.grading.PaperRepository.Validity;
import dev.guildhall.item.ItemId;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.http.Routes;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers with known grades, over HTTP; for authors. */
final class ValidityRoutes implements Routes {

  private final ValidityPapers papers;

  ValidityRoutes(ValidityPapers papers) {
    this.papers = papers;
  }

  @Override
  public void bind(Binder to) {
    to.on("listValidityPapers", this::list)
        .once(
            "addValidityPaper",
            (request, tx) ->
                papers
                    .add(
                        tx,
                        request.principal(),
                        item(request),
                        request.body(ValidityPapers.Draft.class))
                    .map(paper -> Response.created(Shown.of(paper))))
        .on("retireValidityPaper", this::retire);
  }

  private record Shown(
      PaperId id,
      ItemId itemId,
      JsonObject answer,
      JsonObject grades,
      @Nullable String note,
      int graded,
      String state,
      Instant createdAt) {

    private static Shown of(Validity paper) {
      return new Shown(
          paper.id(),
          paper.itemId(),
          paper.answer(),
          paper.grades(),
          paper.note(),
          paper.graded(),
          paper.retired() ? "retired" : "active",
          paper.createdAt());
    }
  }

  private record All(List<Shown> data) {}

  private Future<Response> list(Request request) {
    return papers
        .list(request.principal(), item(request))
        .map(all -> Response.ok(new All(all.stream().map(Shown::of).toList())));
  }

  private Future<Response> retire(Request request) {
    return papers
        .retire(request.principal(), PaperId.parse(request.path("paper_id")))
        .map(_ -> Response.noContent());
  }

  private static ItemId item(Request request) {
    return ItemId.parse(request.path("item_id"));
  }
}
