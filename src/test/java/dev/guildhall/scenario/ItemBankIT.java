package dev.guildhall.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guildhall.simulation.ApiProblem;
import dev.guildhall.simulation.Person;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An author writes items, tries them, and moves a bank between files and the house. */
class ItemBankIT {

  @RegisterExtension static final TestServer server = new TestServer();

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static World world;
  private static Person author;

  @BeforeAll
  static void open() {
    world = new World(server.url());
    author = world.requester();
  }

  private static JsonObject draft(Person of, String key, String kind, String body, String answers) {
    return new JsonObject()
        .put("organisation_id", of.organisationId("requester"))
        .put("external_key", key + " " + UUID.randomUUID())
        .put("kind", kind)
        .put("title", key)
        .put("domain", "arithmetic")
        .put("tags", new JsonArray().add("rates"))
        .put("body", json(body))
        .put("key", json(answers));
  }

  private static JsonObject json(String text) {
    return new JsonObject(text.replace('\'', '"'));
  }

  private static JsonObject tank(Person of) {
    return draft(
        of,
        "tank",
        "numeric",
        "{'prompt':'Two taps fill a tank in 12 and in 6 minutes. Both together?','unit':'minutes'}",
        "{'value':'4','explanation':'A quarter in a minute.'}");
  }

  private static ApiProblem problem(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    var thrown = org.assertj.core.api.Assertions.catchThrowable(call);
    assertThat(thrown).isInstanceOf(ApiProblem.class);
    return (ApiProblem) thrown;
  }

  @Test
  void anItemIsWrittenFoundTriedAndPutToUse() {
    var item = author.send("POST", "/v1/items", tank(author));
    String path = "/v1/items/" + item.getString("id");

    assertThat(item.getString("state")).isEqualTo("draft");
    assertThat(item.getInteger("version")).isEqualTo(1);
    assertThat(attempt(path, "{'value':'4,0'}").getDouble("score")).isEqualTo(1);
    assertThat(attempt(path, "{'value':'9'}").getDouble("score")).isZero();
    var used = patch(author, path, new JsonObject().put("state", "active"), "\"v1\"");
    assertThat(used.statusCode()).isEqualTo(200);
    assertThat(ids("/v1/items?state=active&tag=rates&text=TAPS&kind=numeric"))
        .contains(item.getString("id"));
    assertThat(ids("/v1/items?state=draft&text=TAPS")).doesNotContain(item.getString("id"));
  }

  private static JsonObject attempt(String path, String answer) {
    return author.send(
        "POST", path + "/trial-answer", new JsonObject().put("answer", json(answer)));
  }

  private static java.util.List<String> ids(String path) {
    return author.get(path).getJsonArray("data").stream()
        .map(item -> ((JsonObject) item).getString("id"))
        .toList();
  }

  private static HttpResponse<String> patch(
      Person who, String path, JsonObject change, String etag) {
    try {
      return HTTP.send(
          HttpRequest.newBuilder(URI.create(server.url() + path))
              .header("Authorization", "Bearer " + world.token(who))
              .header("Content-Type", "application/json")
              .header("If-Match", etag)
              .method("PATCH", HttpRequest.BodyPublishers.ofString(change.encode()))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anotherBodyIsAnotherVersionAndWhatWasStays() {
    var item = author.send("POST", "/v1/items", tank(author));
    String path = "/v1/items/" + item.getString("id");
    var body = item.getJsonObject("body").copy().put("prompt", "Two taps; together?");

    patch(author, path, new JsonObject().put("body", body).put("note", "Shorter."), "\"v1\"");
    patch(
        author,
        path,
        new JsonObject().put("key", json("{'value':'4','tolerance':'0.5'}")),
        "\"v2\"");
    var detail = author.get(path);

    assertThat(detail.getInteger("version")).isEqualTo(2);
    assertThat(detail.getInteger("key_revision")).isEqualTo(2);
    assertThat(detail.getJsonArray("versions")).hasSize(3);
    var first = detail.getJsonArray("versions").getJsonObject(2);
    assertThat(first.getJsonObject("body").getString("prompt")).startsWith("Two taps fill");
    assertThat(detail.getJsonArray("versions").getJsonObject(1).getString("note"))
        .isEqualTo("Shorter.");
  }

  @Test
  void twoAuthorsDoNotWriteOverEachOther() {
    var item = author.send("POST", "/v1/items", tank(author));
    String path = "/v1/items/" + item.getString("id");

    assertThat(patch(author, path, new JsonObject().put("title", "One"), "\"v1\"").statusCode())
        .isEqualTo(200);
    var late = patch(author, path, new JsonObject().put("title", "Other"), "\"v1\"");

    assertThat(late.statusCode()).isEqualTo(412);
    assertThat(author.get(path).getString("title")).isEqualTo("One");
    assertThat(patch(author, path, new JsonObject().put("state", "retired"), "\"v2\"").statusCode())
        .isEqualTo(200);
    assertThat(patch(author, path, new JsonObject().put("state", "active"), "\"v3\"").statusCode())
        .isEqualTo(422);
  }

  @Test
  void aProgramIsRunAgainstItsTests() {
    var item =
        author.send(
            "POST",
            "/v1/items",
            draft(
                author,
                "double",
                "code",
                "{'prompt':'Write double(x).','language':'javascript','function':'double'}",
                "{'tests':[{'name':'two','args':[2],'expected':4},{'name':'none','args':[0],'expected':0},"
                    + "{'name':'half','args':[0.5],'expected':1}]}"));
    String path = "/v1/items/" + item.getString("id");

    var right = attempt(path, "{'source':'function double(x) { return 2 * x }'}");
    var wrong = attempt(path, "{'source':'function double(x) { return 4 }'}");
    var endless = attempt(path, "{'source':'function double(x) { for (;;) {} }'}");

    assertThat(right.getDouble("score")).isEqualTo(1);
    assertThat(wrong.getDouble("score"))
        .isCloseTo(1 / 3.0, org.assertj.core.api.Assertions.within(1e-9));
    assertThat(endless.getDouble("score")).isZero();
    assertThat(endless.getString("problem")).contains("too long");
  }

  @Test
  void whatIsWrongWithAnItemIsSaidAndNothingIsKept() {
    var wrong =
        draft(
            author,
            "wrong",
            "single_choice",
            "{'prompt':'<b>Which?</b>','options':[{'id':'a','text':'A'},{'id':'a','text':'B'}]}",
            "{'correct':['z']}");

    var refused = problem(() -> author.send("POST", "/v1/items", wrong));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.document().encode()).contains("/body/prompt");
    assertThat(ids("/v1/items?text=which%3F")).isEmpty();
  }

  @Test
  void nobodyElseSeesABankAndWorkersSeeNone() {
    var item = author.send("POST", "/v1/items", tank(author));
    String path = "/v1/items/" + item.getString("id");
    var stranger = world.requester();

    assertThat(problem(() -> stranger.get(path)).status()).isEqualTo(404);
    assertThat(
            problem(
                    () ->
                        stranger.get(
                            "/v1/items?organisation_id=" + author.organisationId("requester")))
                .status())
        .isEqualTo(404);
    assertThat(problem(() -> stranger.send("POST", "/v1/items", tank(author))).status())
        .isEqualTo(404);
    assertThat(patch(stranger, path, new JsonObject().put("title", "Mine"), "*").statusCode())
        .isEqualTo(404);
    assertThat(problem(() -> world.worker().get(path)).status()).isEqualTo(403);
    assertThat(problem(() -> world.worker().get("/v1/items")).status()).isEqualTo(403);
  }

  @Test
  void aBankThatWasWrittenToAFileIsReadAgainAsItWas() {
    var owner = world.requester();
    owner.send("POST", "/v1/items", tank(owner));
    owner.send(
        "POST",
        "/v1/items",
        draft(
            owner,
            "gap, \"quoted\"",
            "cloze",
            "{'prompt':'Fewer {{n}}','gaps':[{'id':'n'}]}",
            "{'gaps':{'n':['people']}}"));

    for (String format : Arrays.asList("json", "csv")) {
      String file = exported(owner, format);
      var again = imported(owner, owner, format, file, false);
      assertThat(again.getInteger("lines")).isEqualTo(2);
      assertThat(again.getInteger("unchanged")).isEqualTo(2);
      var other = world.requester();
      assertThat(imported(other, other, format, file, false).getInteger("added")).isEqualTo(2);
      assertThat(lines(exported(other, "csv"))).isEqualTo(lines(exported(owner, "csv")));
    }
  }

  private static java.util.List<String> lines(String text) {
    return text.lines().sorted().toList();
  }

  private static String exported(Person who, String format) {
    try {
      return HTTP.send(
              HttpRequest.newBuilder(
                      URI.create(
                          server.url()
                              + "/v1/items/export?format="
                              + format
                              + "&organisation_id="
                              + who.organisationId("requester")))
                  .header("Authorization", "Bearer " + world.token(who))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonObject imported(
      Person who, Person of, String format, String text, boolean partial) {
    return who.send(
        "POST",
        "/v1/items/import",
        new JsonObject()
            .put("organisation_id", of.organisationId("requester"))
            .put("format", format)
            .put("text", text)
            .put("partial", partial));
  }

  @Test
  void aFileWithFaultsIsRefusedLineByLineOrTakenInPart() {
    var owner = world.requester();
    String file =
        """
        external_key,kind,title,domain,prompt,body,key
        one,numeric,One,arithmetic,1 + 1?,{},"{""value"":""2""}"
        two,numeric,Two,arithmetic,1 + 2?,{},{oops
        three,riddle,Three,arithmetic,?,{},{}
        one,numeric,One again,arithmetic,1 + 1?,{},"{""value"":""2""}"
        """;

    var refused = problem(() -> imported(owner, owner, "csv", file, false));
    assertThat(refused.code()).isEqualTo("lines_invalid");
    var lines =
        refused.document().getJsonArray("errors").stream()
            .map(error -> ((JsonObject) error).getInteger("line"))
            .distinct()
            .toList();
    assertThat(lines).containsExactlyInAnyOrder(3, 4, 5);
    assertThat(owner.get("/v1/items").getJsonArray("data")).isEmpty();

    var part = imported(owner, owner, "csv", file, true);
    assertThat(part.getInteger("added")).isEqualTo(1);
    assertThat(part.getInteger("refused")).isEqualTo(3);
    assertThat(owner.get("/v1/items").getJsonArray("data")).hasSize(1);
  }

  @Test
  void aLineOfAKnownKeyChangesThatItemOnly() {
    var owner = world.requester();
    String line =
        "{'external_key':'a','kind':'numeric','title':'%s','domain':'arithmetic','body':{'prompt':'1 + 1?'},'key':{'value':'2'}}"
            .replace('\'', '"');
    imported(owner, owner, "json", line.formatted("First"), false);

    var again = imported(owner, owner, "json", line.formatted("Second"), false);

    assertThat(again.getInteger("changed")).isEqualTo(1);
    var items = owner.get("/v1/items").getJsonArray("data");
    assertThat(items).hasSize(1);
    assertThat(items.getJsonObject(0).getString("title")).isEqualTo("Second");
    assertThat(items.getJsonObject(0).getInteger("version")).isEqualTo(1);
  }

  @Test
  void anImageIsWrittenAnewAndShownToItsOrganisationOnly() throws IOException {
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", bytes);
    byte[] secret = withText(bytes.toByteArray(), "taken at home");

    var image = upload(secret);

    assertThat(image.getInteger("width")).isEqualTo(40);
    var kept = fetch(author, image.getString("id"));
    assertThat(kept.statusCode()).isEqualTo(200);
    assertThat(new String(kept.body(), StandardCharsets.ISO_8859_1))
        .doesNotContain("taken at home");
    assertThat(fetch(world.requester(), image.getString("id")).statusCode()).isEqualTo(404);
    var item =
        tank(author)
            .put(
                "body",
                new JsonObject().put("prompt", "![A tank](image:" + image.getString("id") + ")"));
    assertThat(author.send("POST", "/v1/items", item).getString("id")).startsWith("itm_");
  }

  @Test
  void anImageOfAnotherOrganisationCannotBeShown() throws IOException {
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB), "png", bytes);
    String image = upload(bytes.toByteArray()).getString("id");
    var stranger = world.requester();
    var item =
        tank(stranger)
            .put("body", new JsonObject().put("prompt", "![A tank](image:" + image + ")"));

    assertThat(problem(() -> stranger.send("POST", "/v1/items", item)).status()).isEqualTo(422);
  }

  @Test
  void imagesAndFilesMayBeAsLongAsTheContractSays() throws IOException {
    var noise = new BufferedImage(500, 500, BufferedImage.TYPE_INT_RGB);
    var random = new java.util.Random(1);
    for (int i = 0; i < 500 * 500; i++) {
      noise.setRGB(i % 500, i / 500, random.nextInt());
    }
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(noise, "png", bytes);
    assertThat(bytes.size()).isGreaterThan(500_000);
    assertThat(upload(bytes.toByteArray()).getInteger("width")).isEqualTo(500);

    var owner = world.requester();
    var lines = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      lines
          .append(
              "{'external_key':'e%d','kind':'numeric','title':'T','domain':'arithmetic','body':{'prompt':'%s'},'key':{'value':'2'}}"
                  .formatted(i, "word ".repeat(1_200))
                  .replace('\'', '"'))
          .append('\n');
    }
    assertThat(lines.length()).isGreaterThan(300_000);
    assertThat(imported(owner, owner, "json", lines.toString(), false).getInteger("added"))
        .isEqualTo(60);
  }

  @Test
  void whatIsNoImageOrABombIsRefused() {
    assertThat(problem(() -> upload("GIF89a, or so".getBytes(StandardCharsets.UTF_8))).status())
        .isEqualTo(422);
    assertThat(problem(() -> upload(bomb(60_000, 60_000))).document().encode())
        .contains("4,000 pixels");
    assertThatThrownBy(() -> upload(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}))
        .isInstanceOf(ApiProblem.class);
  }

  private static JsonObject upload(byte[] file) {
    return author.send(
        "POST",
        "/v1/item-images",
        new JsonObject()
            .put("organisation_id", author.organisationId("requester"))
            .put("content", Base64.getEncoder().encodeToString(file)));
  }

  private static HttpResponse<byte[]> fetch(Person who, String image) {
    try {
      return HTTP.send(
          HttpRequest.newBuilder(URI.create(server.url() + "/v1/item-images/" + image))
              .header("Authorization", "Bearer " + world.token(who))
              .build(),
          HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A PNG with a text chunk after its head. */
  private static byte[] withText(byte[] png, String text) throws IOException {
    var out = new ByteArrayOutputStream();
    out.write(png, 0, 33);
    out.write(chunk("tEXt", ("Comment\0" + text).getBytes(StandardCharsets.ISO_8859_1)));
    out.write(png, 33, png.length - 33);
    return out.toByteArray();
  }

  /** A few bytes that say they are billions of pixels. */
  private static byte[] bomb(int width, int height) {
    try {
      var out = new ByteArrayOutputStream();
      out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
      var head = java.nio.ByteBuffer.allocate(13).putInt(width).putInt(height);
      head.put((byte) 1).put((byte) 0).put((byte) 0).put((byte) 0).put((byte) 0);
      out.write(chunk("IHDR", head.array()));
      var data = new ByteArrayOutputStream();
      try (var deflater = new DeflaterOutputStream(data, new Deflater(9))) {
        deflater.write(new byte[1 << 20]);
      }
      out.write(chunk("IDAT", data.toByteArray()));
      out.write(chunk("IEND", new byte[0]));
      return out.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] chunk(String type, byte[] data) {
    var buffer = java.nio.ByteBuffer.allocate(12 + data.length);
    buffer.putInt(data.length).put(type.getBytes(StandardCharsets.US_ASCII)).put(data);
    var check = new CRC32();
    check.update(buffer.array(), 4, 4 + data.length);
    return buffer.putInt((int) check.getValue()).array();
  }
}
