package dev.guildhall.exam;

import dev.guildhall.exam.TestDesk.Sample;
import dev.guildhall.exam.TestDesk.Shown;
import dev.guildhall.item.ServedItem;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.platform.json.StrictJson;
import dev.guildhall.qualification.QualificationId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tests of qualifications, over HTTP; for those who write them. */
final class TestRoutes implements Routes {

  private final TestDesk desk;

  TestRoutes(TestDesk desk) {
    this.desk = desk;
  }

  @Override
  public void bind(Binder to) {
    to.on("listTests", this::list)
        .once(
            "createTest",
            (request, tx) ->
                desk.create(tx, request.principal(), qualification(request), request.body())
                    .map(shown -> Response.created(json(shown))))
        .on("getTest", this::get)
        .on("updateTest", this::update)
        .once(
            "publishTest",
            (request, tx) ->
                desk.publish(tx, request.principal(), id(request)).map(TestRoutes::answer))
        .once(
            "retireTest",
            (request, tx) ->
                desk.retire(tx, request.principal(), id(request)).map(TestRoutes::answer))
        .on("drawSampleForm", this::sample);
  }

  private record Line(
      TestId id,
      QualificationId qualificationId,
      int version,
      TestState state,
      JsonObject plan,
      int minutes,
      List<Form.Lack> missing,
      Instant createdAt,
      @Nullable Instant publishedAt) {}

  static JsonObject json(Shown shown) {
    var test = shown.test();
    return StrictJson.toObject(
        new Line(
            test.id(),
            test.qualificationId(),
            test.version(),
            test.state(),
            test.source(),
            test.plan().minutes(1),
            shown.missing(),
            test.createdAt(),
            test.publishedAt()));
  }

  private Future<Response> list(Request request) {
    return desk.list(request.principal(), qualification(request))
        .map(
            tests ->
                Response.ok(
                    new JsonObject()
                        .put(
                            "data", new JsonArray(tests.stream().map(TestRoutes::json).toList()))));
  }

  private Future<Response> get(Request request) {
    return desk.get(request.principal(), id(request)).map(TestRoutes::answer);
  }

  private static Response answer(Shown shown) {
    return Response.ok(json(shown)).tagged(TestDesk.etag(shown.test()));
  }

  private Future<Response> update(Request request) {
    return desk.update(request.principal(), id(request), request.ifMatch(), request.body())
        .map(TestRoutes::answer);
  }

  private Future<Response> sample(Request request) {
    long seed = request.query("seed").map(Long::parseLong).orElse(0L);
    return desk.sample(request.principal(), id(request), seed)
        .map(sample -> Response.ok(json(sample)));
  }

  private static JsonObject json(Sample sample) {
    var plan = sample.test().plan();
    var sections = new JsonArray();
    for (int s = 0; s < plan.sections().size(); s++) {
      var section = plan.sections().get(s);
      var part = sample.form().parts().get(s);
      var items = new JsonArray();
      part.items().forEach(drawn -> items.add(item(sample, drawn)));
      TestDesk.sampled(plan, sample.form(), s)
          .forEach(item -> items.add(item(sample, new Form.Drawn(item.ref(), true, null))));
      var json =
          new JsonObject()
              .put("key", section.key())
              .put("title", section.title())
              .put("mean_difficulty", part.mean())
              .put("items", items);
      if (section.instructions() != null) {
        json.put("instructions", section.instructions());
      }
      if (section.seconds() != null) {
        json.put("seconds", section.seconds());
      }
      sections.add(json);
    }
    return new JsonObject().put("sections", sections);
  }

  private static JsonObject item(Sample sample, Form.Drawn drawn) {
    ServedItem served = Objects.requireNonNull(sample.bodies().get(drawn.ref().id()));
    return new JsonObject()
        .put("item_id", served.id().toString())
        .put("kind", served.kind().wire())
        .put("body", OptionOrder.shown(served.body(), drawn.options()))
        .put("revision", 0);
  }

  private static QualificationId qualification(Request request) {
    return QualificationId.parse(request.path("qualification_id"));
  }

  private static TestId id(Request request) {
    return TestId.parse(request.path("test_id"));
  }
}
