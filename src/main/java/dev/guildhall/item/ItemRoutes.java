package dev.guildhall.item;

import dev.guildhall.account.OrganisationId;
import dev.guildhall.account.Role;
import dev.guildhall.item.ItemDesk.ItemDetail;
import dev.guildhall.item.ItemDesk.Place;
import dev.guildhall.item.ItemRepository.Filter;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.FieldError;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Page;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.platform.id.IdText;
import dev.guildhall.platform.job.Workflows;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The item bank, over HTTP; for those who write tests. */
final class ItemRoutes implements Routes {

  private static final int EXPORT_PAGE = 200;

  private final Database database;
  private final ItemDesk desk;
  private final ItemImportWorkflow imports;
  private final ItemImages images;
  private final Marker marker;

  ItemRoutes(
      Database database,
      ItemDesk desk,
      ItemImportWorkflow imports,
      ItemImages images,
      Marker marker) {
    this.database = database;
    this.desk = desk;
    this.imports = imports;
    this.images = images;
    this.marker = marker;
  }

  @Override
  public void bind(Binder to) {
    to.on("listItems", this::list)
        .once(
            "createItem",
            (request, tx) ->
                desk.create(tx, request.principal(), request.body(ItemDraft.class))
                    .map(item -> Response.created(item).tagged(item.etag())))
        .once(
            "importItems",
            (request, tx) ->
                Workflows.start(
                        () ->
                            imports.run(
                                tx,
                                request.principal(),
                                request.body(ItemImportWorkflow.Order.class)))
                    .map(Response::ok))
        .on("exportItems", this::export)
        .on("getItem", this::get)
        .on("updateItem", this::update)
        .on("tryItem", this::attempt)
        .on("uploadItemImage", this::upload)
        .on("getItemImage", this::image);
  }

  private Future<Response> list(Request request) {
    return desk.list(
            request.principal(),
            request.query("organisation_id").map(OrganisationId::parse),
            new Filter(
                request.query("state").map(ItemState::parse).orElse(null),
                request.query("kind").map(ItemKind::parse).orElse(null),
                request.query("domain").orElse(null),
                request.query("tag").orElse(null),
                request.flag("flagged"),
                request.query("text").map(text -> text.toLowerCase(Locale.ROOT)).orElse(null)),
            Place.of(request.cursor()),
            request.limit())
        .map(
            rows ->
                Response.ok(
                    Page.of(
                        rows,
                        request,
                        item -> new Object[] {item.createdAt(), item.id().value()},
                        Function.identity())));
  }

  private Future<Response> export(Request request) {
    var organisation = OrganisationId.parse(request.query("organisation_id").orElseThrow());
    var format = ItemFile.Format.parse(request.query("format").orElseThrow());
    return exported(request.principal(), organisation, new ArrayList<>())
        .map(
            items ->
                Response.text(format.mediaType(), ItemFile.write(format, items))
                    .with(
                        "Content-Disposition",
                        "attachment; filename=\"items." + format.wire() + "\""));
  }

  private Future<List<ItemView>> exported(
      Principal who, OrganisationId organisation, List<ItemView> soFar) {
    var place =
        soFar.isEmpty()
            ? Place.BEGINNING
            : new Place(soFar.getLast().createdAt(), soFar.getLast().id().value());
    return desk.list(who, Optional.of(organisation), Filter.ANY, place, EXPORT_PAGE)
        .compose(
            page -> {
              soFar.addAll(page.stream().limit(EXPORT_PAGE).toList());
              return page.size() > EXPORT_PAGE
                  ? exported(who, organisation, soFar)
                  : Future.succeededFuture(soFar);
            });
  }

  private Future<Response> get(Request request) {
    return desk.get(request.principal(), id(request)).map(ItemRoutes::answer);
  }

  private static Response answer(ItemDetail detail) {
    return Response.ok(detail.json()).tagged(detail.etag());
  }

  private Future<Response> update(Request request) {
    return desk.update(request.principal(), id(request), request.ifMatch(), request.body())
        .map(ItemRoutes::answer);
  }

  private record Marked(
      @Nullable Double score,
      boolean waits,
      List<Mark.Part> parts,
      @Nullable String problem,
      List<FieldError> unfinished) {

    static Marked of(Mark mark, List<FieldError> unfinished) {
      return new Marked(
          mark.score().isPresent() ? mark.score().getAsDouble() : null,
          mark.waits(),
          mark.parts(),
          mark.problem(),
          unfinished);
    }
  }

  private Future<Response> attempt(Request request) {
    JsonObject answer = request.body().getJsonObject("answer");
    return desk.visible(database.client(), request.principal(), id(request), Role.REVIEWER)
        .compose(
            item -> {
              var errors = Answers.errors(item.kind(), item.body(), answer);
              if (!errors.isEmpty()) {
                throw new Refusal.Invalid(ErrorCode.INVALID, errors);
              }
              return marker
                  .mark(served(item), answer)
                  .map(
                      mark ->
                          Marked.of(mark, Answers.unfinished(item.kind(), item.body(), answer)));
            })
        .map(Response::ok);
  }

  private static ServedItem served(ItemView item) {
    return new ServedItem(
        item.id(), item.version(), item.keyRevision(), item.kind(), item.body(), item.key());
  }

  private record Image(OrganisationId organisationId, String content) {}

  private Future<Response> upload(Request request) {
    var image = request.body(Image.class);
    return images
        .keep(request.principal(), image.organisationId(), image.content())
        .map(Response::created);
  }

  private Future<Response> image(Request request) {
    UUID id = IdText.parse("img", request.path("image_id"));
    return images
        .get(request.principal(), id)
        .map(
            stored ->
                Response.streamed(stored.mediaType(), response -> response.end(stored.content()))
                    .with("Cache-Control", "private, max-age=86400, immutable"));
  }

  private static ItemId id(Request request) {
    return ItemId.parse(request.path("item_id"));
  }
}
