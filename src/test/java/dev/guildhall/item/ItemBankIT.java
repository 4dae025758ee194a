package dev.guildhall.item;

import static dev.guildhall.item.Samples.json;
import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.guildhall.account.AccountConfig;
import dev.guildhall.account.AccountId;
import dev.guildhall.account.AccountModule;
import dev.guildhall.account.Memberships;
import dev.guildhall.account.OrganisationId;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.EntityTags;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.id.IdText;
import dev.guildhall.scenario.TestServer;
import dev.guildhall.scenario.World;
import dev.guildhall.simulation.Person;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Authors keep a bank of items, and others draw from it. */
class ItemBankIT {

  @RegisterExtension static final TestServer server = new TestServer();

  private static final HttpClient http = HttpClient.newHttpClient();

  /** Somebody with an organisation and a token. */
  private record Author(Person person, String organisation, String token) {
    OrganisationId id() {
      return OrganisationId.parse(organisation);
    }

    Principal principal() {
      var account = AccountId.parse(person.me().getString("id")).value();
      return new Principal(account, Set.of("account", "requester"), Set.of(), Map.of());
    }
  }

  private static Author author;
  private static Author other;
  private static String workerToken;

  @BeforeAll
  static void people() {
    var world = new World(server.url());
    author = author(world);
    other = author(world);
    workerToken = world.token(world.worker());
  }

  private static Author author(World world) {
    var person = world.requester();
    return new Author(person, person.organisationId("requester"), world.token(person));
  }

  // One item.

  @Test
  void anItemIsAddedOnceHoweverOftenItIsSent() throws Exception {
    var draft = draft(author, ItemKind.SINGLE_CHOICE);
    var key = UUID.randomUUID().toString();

    var first = send("POST", "/v1/items", author.token(), draft, "Idempotency-Key", key);
    var again = send("POST", "/v1/items", author.token(), draft, "Idempotency-Key", key);

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(told(first).getString("id")).isEqualTo(told(again).getString("id"));
    assertThat(told(first).getString("state")).isEqualTo("draft");
    assertThat(told(first).getInteger("version")).isEqualTo(1);
    assertThat(told(first).getInteger("key_revision")).isEqualTo(1);
  }

  @Test
  void everyKindIsKept() throws Exception {
    for (ItemKind kind : ItemKind.values()) {
      var item = created(author, draft(author, kind));

      assertThat(item.getJsonObject("body")).isEqualTo(Samples.body(kind));
      assertThat(item.getJsonObject("key")).isEqualTo(Samples.key(kind));
    }
  }

  @Test
  void anotherBodyIsAnotherVersionAndAnotherKeyAnotherRevision() throws Exception {
    var path = path(created(author, draft(author, ItemKind.SINGLE_CHOICE)));
    var tag = read(path).headers().firstValue("ETag").orElseThrow();
    assertThat(send("GET", path, author.token(), null, "If-None-Match", tag).statusCode())
        .isEqualTo(304);

    var key = json("{'key': {'correct': ['a']}, 'note': 'It was a.'}");
    assertThat(send("PATCH", path, author.token(), key).statusCode()).isEqualTo(428);
    var revised = send("PATCH", path, author.token(), key, "If-Match", tag);
    assertThat(revised.statusCode()).isEqualTo(200);
    assertThat(send("PATCH", path, author.token(), key, "If-Match", tag).statusCode())
        .isEqualTo(412);

    var body = Samples.body(ItemKind.SINGLE_CHOICE).put("prompt", "Which one?");
    var changed =
        told(
            send(
                "PATCH",
                path,
                author.token(),
                new JsonObject().put("body", body).put("title", "Anew").put("tags", tags("z", "a")),
                "If-Match",
                revised.headers().firstValue("ETag").orElseThrow()));

    assertThat(changed.getString("title")).isEqualTo("Anew");
    assertThat(changed.getJsonArray("tags")).containsExactly("a", "z");
    assertThat(changed.getJsonArray("versions"))
        .extracting(one -> (JsonObject) one)
        .extracting(
            one -> one.getInteger("version"),
            one -> one.getInteger("key_revision"),
            one -> one.getString("note"))
        .containsExactly(tuple(2, 1, null), tuple(1, 2, "It was a."), tuple(1, 1, null));
    assertThat(changed.getJsonObject("key")).isEqualTo(json("{'correct': ['a']}"));
  }

  @Test
  void statesGoTheirWay() throws Exception {
    var path = path(created(author, draft(author, ItemKind.NUMERIC)));

    assertThat(become(path, "trial").statusCode()).isEqualTo(200);
    assertThat(become(path, "active").statusCode()).isEqualTo(200);
    var back = become(path, "draft");
    assertThat(back.statusCode()).isEqualTo(422);
    assertThat(back.body()).contains("/state", "not_possible");
    assertThat(become(path, "retired").statusCode()).isEqualTo(200);
    assertThat(become(path, "active").statusCode()).isEqualTo(422);
    assertThat(become(path, "draft").statusCode()).isEqualTo(200);
  }

  private static HttpResponse<String> become(String path, String state) throws Exception {
    return send(
        "PATCH", path, author.token(), new JsonObject().put("state", state), "If-Match", "*");
  }

  @Test
  void whatIsWrongIsToldByPointer() throws Exception {
    var draft = draft(author, ItemKind.SINGLE_CHOICE);
    draft.getJsonObject("key").put("correct", tags("x"));
    draft.getJsonObject("body").put("prompt", "<b>Which?</b>");

    assertThat(pointers(send("POST", "/v1/items", author.token(), draft)))
        .containsExactlyInAnyOrder("/body/prompt", "/key/correct/0");

    var foreign =
        draft(author, ItemKind.SINGLE_CHOICE)
            .put("twin_of", created(other, draft(other, ItemKind.ESSAY)).getString("id"));
    assertThat(pointers(send("POST", "/v1/items", author.token(), foreign)))
        .containsExactly("/twin_of");

    var named = draft(author, ItemKind.ESSAY).put("external_key", "once");
    assertThat(send("POST", "/v1/items", author.token(), named).statusCode()).isEqualTo(201);
    assertThat(pointers(send("POST", "/v1/items", author.token(), named)))
        .containsExactly("/external_key");
    assertThat(
            pointers(
                send(
                    "POST",
                    "/v1/items",
                    author.token(),
                    named.put("external_key", "two").put("title", "\u200b"))))
        .containsExactly("/title");
  }

  @Test
  void anItemOfOthersIsAsGoodAsNone() throws Exception {
    var path = path(created(author, draft(author, ItemKind.COMPARISON)));
    var answer = json("{'answer': {'preferred': 'a'}}");

    assertThat(send("GET", path, other.token(), null).statusCode()).isEqualTo(404);
    assertThat(
            send("PATCH", path, other.token(), json("{'title': 'Mine'}"), "If-Match", "*")
                .statusCode())
        .isEqualTo(404);
    assertThat(send("POST", path + "/trial-answer", other.token(), answer).statusCode())
        .isEqualTo(404);
    for (String of : List.of("/v1/items?", "/v1/items/export?format=json&")) {
      var list = of + "organisation_id=" + author.organisation();
      assertThat(send("GET", list, other.token(), null).statusCode()).isEqualTo(404);
      assertThat(send("GET", list, workerToken, null).statusCode()).isEqualTo(403);
    }
    assertThat(send("POST", "/v1/items", other.token(), draft(author, ItemKind.ESSAY)).statusCode())
        .isEqualTo(404);
    assertThat(imported(other, author.organisation(), "json", "[{}]", false).statusCode())
        .isEqualTo(404);
    assertThat(send("GET", path, workerToken, null).statusCode()).isEqualTo(403);
    assertThat(send("GET", "/v1/items", other.token(), null).body())
        .doesNotContain(author.organisation());
  }

  @Test
  void aBankIsSearchedPageByPage() throws Exception {
    var mine = author(new World(server.url()));
    for (int i = 0; i < 5; i++) {
      created(
          mine,
          draft(mine, ItemKind.ORDERING).put("title", "Order " + i).put("tags", tags("t" + i % 2)));
    }
    created(mine, draft(mine, ItemKind.ESSAY).put("title", "Essay").put("domain", "else"));

    var first = told(send("GET", "/v1/items?limit=4", mine.token(), null));
    var rest =
        told(
            send(
                "GET",
                "/v1/items?limit=4&cursor="
                    + URLEncoder.encode(first.getString("next_cursor"), StandardCharsets.UTF_8),
                mine.token(),
                null));
    assertThat(titles(first)).containsExactly("Essay", "Order 4", "Order 3", "Order 2");
    assertThat(titles(rest)).containsExactly("Order 1", "Order 0");

    assertThat(listed(mine, "kind=essay")).containsExactly("Essay");
    assertThat(listed(mine, "domain=else")).containsExactly("Essay");
    assertThat(listed(mine, "tag=t1")).containsExactly("Order 3", "Order 1");
    assertThat(listed(mine, "text=oRDer%204")).containsExactly("Order 4");
    assertThat(listed(mine, "text=write")).containsExactly("Essay");
    assertThat(listed(mine, "state=active")).isEmpty();
    assertThat(listed(mine, "flagged=true")).isEmpty();
  }

  private static List<String> listed(Author who, String filter) throws Exception {
    return titles(told(send("GET", "/v1/items?" + filter, who.token(), null)));
  }

  private static List<String> titles(JsonObject page) {
    return page.getJsonArray("data").stream()
        .map(item -> ((JsonObject) item).getString("title"))
        .toList();
  }

  @Test
  void anAnswerIsTriedWithoutARecord() throws Exception {
    var path = path(created(author, draft(author, ItemKind.NUMERIC)));

    var mark = tried(path, "{'value': '12.6'}");
    assertThat(mark.getDouble("score")).isEqualTo(0.3);
    assertThat(mark.getJsonArray("unfinished").getJsonObject(0).getString("pointer"))
        .isEqualTo("/answer/unit");
    assertThat(tried(path, "{'value': '12.6', 'unit': 'm'}"))
        .isEqualTo(json("{'score': 1.0, 'waits': false, 'parts': [], 'unfinished': []}"));

    var wrong =
        send("POST", path + "/trial-answer", author.token(), json("{'answer': {'order': []}}"));
    assertThat(pointers(wrong)).containsExactly("/answer/order");

    var program = path(created(author, draft(author, ItemKind.CODE)));
    var ran = tried(program, "{'source': 'function add(a, b) { return a + b }'}");
    assertThat(ran.getDouble("score")).isEqualTo(1);
    assertThat(ran.getJsonArray("parts")).hasSize(1);
  }

  private static JsonObject tried(String path, String answer) throws Exception {
    return told(
        send(
            "POST",
            path + "/trial-answer",
            author.token(),
            new JsonObject().put("answer", json(answer))));
  }

  // Files.

  @Test
  void aFileWithBadLinesChangesNothingUnlessItIsPartial() throws Exception {
    var mine = author(new World(server.url()));
    created(mine, draft(mine, ItemKind.ESSAY).put("external_key", "essay"));
    created(
        mine, draft(mine, ItemKind.ORDERING).put("external_key", "order").put("state", "active"));
    var lines =
        List.of(
            Samples.draft(ItemKind.SINGLE_CHOICE).put("external_key", "new").encode(),
            "{broken",
            Samples.draft(ItemKind.NUMERIC).put("key", json("{'value': '1'}")).encode(),
            Samples.draft(ItemKind.NUMERIC).put("external_key", "essay").encode(),
            Samples.draft(ItemKind.ORDERING)
                .put("external_key", "order")
                .put("state", "draft")
                .encode(),
            Samples.draft(ItemKind.CLOZE).put("external_key", "new").encode(),
            Samples.draft(ItemKind.CLOZE).put("unknown", 1).encode());
    var text = String.join("\n", lines);

    var refused = imported(mine, mine.organisation(), "ndjson", text, false);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(told(refused).getString("code")).isEqualTo("lines_invalid");
    assertThat(titles(told(send("GET", "/v1/items", mine.token(), null)))).hasSize(2);

    var taken = told(imported(mine, mine.organisation(), "ndjson", text, true));
    assertThat(taken.getInteger("lines")).isEqualTo(7);
    assertThat(taken.getInteger("added")).isEqualTo(1);
    assertThat(taken.getInteger("refused")).isEqualTo(6);
    assertThat(taken.getJsonArray("errors"))
        .extracting(error -> (JsonObject) error)
        .extracting(error -> error.getInteger("line"), error -> error.getString("code"))
        .containsExactlyInAnyOrder(
            tuple(2, "malformed_json"),
            tuple(3, "required"),
            tuple(4, "kind_changed"),
            tuple(5, "not_possible"),
            tuple(6, "repeated"),
            tuple(7, "unknown_property"));
  }

  @Test
  void aFileAgainChangesWhatIsOther() throws Exception {
    var mine = author(new World(server.url()));
    var draft =
        Samples.draft(ItemKind.SHORT_TEXT).put("external_key", "who").put("difficulty", 0.5);
    var file = new JsonArray().add(draft);

    assertThat(
            told(imported(mine, mine.organisation(), "json", file.encode(), false))
                .getInteger("added"))
        .isEqualTo(1);
    assertThat(
            told(imported(mine, mine.organisation(), "json", file.encode(), false))
                .getInteger("unchanged"))
        .isEqualTo(1);
    draft.remove("difficulty");
    draft.getJsonObject("body").put("prompt", "Whose is it?");
    assertThat(
            told(imported(mine, mine.organisation(), "json", file.encode(), false))
                .getInteger("changed"))
        .isEqualTo(1);

    var item =
        told(send("GET", "/v1/items", mine.token(), null)).getJsonArray("data").getJsonObject(0);
    assertThat(item.getInteger("version")).isEqualTo(2);
    assertThat(item.getDouble("difficulty")).isEqualTo(0.5);
  }

  @Test
  void aBankMovesToAnotherOrganisation() throws Exception {
    var from = author(new World(server.url()));
    for (ItemKind kind : ItemKind.values()) {
      created(
          from,
          draft(from, kind)
              .put("external_key", kind.wire())
              .put("state", "trial")
              .put("tags", tags("one")));
    }
    for (String format : List.of("json", "ndjson", "csv")) {
      var to = author(new World(server.url()));
      var file = exported(from, format);
      var taken = told(imported(to, to.organisation(), format, file, false));

      assertThat(taken.getInteger("added")).as(format).isEqualTo(ItemKind.values().length);
      assertThat(drafts(to)).isEqualTo(drafts(from));
    }
  }

  private static Map<String, JsonObject> drafts(Author who) throws Exception {
    return new JsonArray(exported(who, "json"))
        .stream()
            .map(JsonObject.class::cast)
            .peek(draft -> draft.remove("organisation_id"))
            .collect(Collectors.toMap(draft -> draft.getString("external_key"), draft -> draft));
  }

  private static String exported(Author who, String format) throws Exception {
    var path = "/v1/items/export?organisation_id=" + who.organisation() + "&format=" + format;
    var answer = send("GET", path, who.token(), null);
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  @Test
  void aFileMayBeLongerThanOtherTexts() throws Exception {
    var mine = author(new World(server.url()));
    var lines = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      var draft = Samples.draft(ItemKind.ESSAY).put("external_key", "e" + i);
      draft.getJsonObject("body").put("prompt", "Write. ".repeat(1_000));
      lines.append(draft.encode()).append('\n');
    }
    assertThat(lines.length()).isGreaterThan(300_000);

    var taken = told(imported(mine, mine.organisation(), "ndjson", lines.toString(), false));

    assertThat(taken.getInteger("added")).isEqualTo(60);
  }

  @Test
  void aQtiItemTakesItsDomainFromTheOrder() throws Exception {
    var mine = author(new World(server.url()));
    var xml =
        """
        <assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="q1" title="Tides">
          <responseDeclaration identifier="R" cardinality="single"><correctResponse><value>b</value></correctResponse></responseDeclaration>
          <itemBody><choiceInteraction responseIdentifier="R" maxChoices="1"><prompt>Why?</prompt>
            <simpleChoice identifier="a">Wind</simpleChoice><simpleChoice identifier="b">Moon</simpleChoice>
          </choiceInteraction></itemBody>
        </assessmentItem>
        """;
    var order = order(mine.organisation(), "qti", xml, false);

    assertThat(pointers(send("POST", "/v1/items/import", mine.token(), order)))
        .containsExactly("/domain");
    assertThat(
            told(send("POST", "/v1/items/import", mine.token(), order.put("domain", "sea")))
                .getInteger("added"))
        .isEqualTo(1);
    var evil = order.put("text", "<!DOCTYPE a SYSTEM \"file:///etc/passwd\">" + xml);
    assertThat(send("POST", "/v1/items/import", mine.token(), evil).statusCode()).isEqualTo(422);
  }

  // Images.

  @Test
  void anImageIsForItsOrganisationOnly() throws Exception {
    // Noise, so that the file is longer than other texts may be.
    var random = new Random(7);
    var noise = new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 400 * 300; i++) {
      noise.setRGB(i % 400, i / 400, random.nextInt());
    }
    var uploaded = upload(author, png(noise));
    assertThat(uploaded.statusCode()).isEqualTo(201);
    var image = told(uploaded);
    assertThat(image.getInteger("width")).isEqualTo(400);
    assertThat(image.getInteger("bytes")).isGreaterThan(262_144);
    var id = image.getString("id");

    var got = bytes("/v1/item-images/" + id, author.token());
    assertThat(got.headers().firstValue("Content-Type")).hasValue("image/png");
    assertThat(ImageIO.read(new ByteArrayInputStream(got.body())).getRGB(9, 9))
        .isEqualTo(noise.getRGB(9, 9));
    assertThat(bytes("/v1/item-images/" + id, other.token()).statusCode()).isEqualTo(404);
    assertThat(bytes("/v1/item-images/" + id, workerToken).statusCode()).isEqualTo(404);

    var prompt = "Look: ![noise](image:" + id + ")";
    var mine = draft(author, ItemKind.ESSAY);
    mine.getJsonObject("body").put("prompt", prompt);
    created(author, mine);
    var theirs = draft(other, ItemKind.ESSAY);
    theirs.getJsonObject("body").put("prompt", prompt);
    assertThat(pointers(send("POST", "/v1/items", other.token(), theirs)))
        .containsExactly("/body/prompt");
  }

  @Test
  void whoWasGivenAnItemSeesItsImages() throws Exception {
    var image = told(upload(author, png(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB))));
    var id = IdText.parse("img", image.getString("id"));
    var draft = draft(author, ItemKind.SINGLE_CHOICE);
    draft
        .getJsonObject("body")
        .getJsonArray("options")
        .getJsonObject(0)
        .put("text", "![it](image:" + image.getString("id") + ")");
    var shows = new ItemVersionRef(id(created(author, draft)), 1);
    var hides = new ItemVersionRef(id(created(author, draft(author, ItemKind.ESSAY))), 1);
    var platform = server.server().platform();
    var bank = new Bank(platform.events());
    var stranger = other.principal();

    assertThat(await(images(bank, List.of(hides, shows)).get(stranger, id)).width()).isEqualTo(3);
    assertThat(
            catchThrowableOfType(
                Refusal.NotFound.class,
                () -> await(images(bank, List.of(hides)).get(stranger, id))))
        .isNotNull();
  }

  private static ItemImages images(Bank bank, List<ItemVersionRef> shown) {
    var platform = server.server().platform();
    return new ItemImages(
        platform.database(),
        platform.ids(),
        memberships(platform),
        bank,
        (_, _) -> Future.succeededFuture(shown));
  }

  private static Memberships memberships(Platform platform) {
    var config =
        new AccountConfig(new Secret("a secret for tests only"), "test", 600, 30, 512, 1, 1, 10, 5);
    return new AccountModule(platform, config, server.url(), List.of(), List.of()).memberships();
  }

  @Test
  void aBombIsNotDecoded() throws Exception {
    var head = new byte[33];
    var png = png(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));
    System.arraycopy(png, 0, head, 0, 33);
    Arrays.fill(head, 16, 24, (byte) 0x10);

    var answer = upload(author, head);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("/content", "too_large");
  }

  // What tests see of it.

  @Test
  void onlyWhatIsServedMayBeDrawn() throws Exception {
    var mine = author(new World(server.url()));
    var bank = new Bank(server.server().platform().events());
    created(mine, draft(mine, ItemKind.ESSAY).put("title", "draft"));
    var active =
        id(
            created(
                mine,
                draft(mine, ItemKind.ORDERING)
                    .put("state", "active")
                    .put("tags", tags("a", "b"))
                    .put("difficulty", 1.5)));
    var trial =
        id(
            created(
                mine,
                draft(mine, ItemKind.ESSAY)
                    .put("state", "trial")
                    .put("domain", "else")
                    .put("exposure_cap", 2)));

    assertThat(drawable(bank, mine, null, List.of()))
        .extracting(PoolItem::id)
        .containsExactlyInAnyOrder(active, trial);
    assertThat(drawable(bank, mine, "else", List.of()))
        .extracting(PoolItem::id)
        .containsExactly(trial);
    assertThat(drawable(bank, mine, null, List.of("b")))
        .extracting(PoolItem::difficulty)
        .containsExactly(1.5);
    assertThat(drawable(bank, mine, null, List.of("a", "c"))).isEmpty();
    assertThat(drawable(bank, mine, "else", List.of()).getFirst().graded()).isTrue();

    for (int i = 0; i < 2; i++) {
      assertThat(exposed(bank, List.of(active, trial))).containsExactlyInAnyOrder(active, trial);
    }
    assertThat(exposed(bank, List.of(active, trial))).containsExactly(active);
    assertThat(drawable(bank, mine, null, List.of()))
        .extracting(PoolItem::exposures)
        .containsExactly(3);
  }

  private static List<PoolItem> drawable(
      Bank bank, Author of, @Nullable String domain, List<String> tags) {
    var client = server.server().platform().database().client();
    return await(bank.drawable(client, of.id(), domain, tags, List.of()));
  }

  private static List<ItemId> exposed(Bank bank, List<ItemId> ids) {
    return await(server.server().platform().database().inTransaction(tx -> bank.exposed(tx, ids)));
  }

  @Test
  void aCorrectedKeyHoldsForTheVersionItIsOf() throws Exception {
    var item = created(author, draft(author, ItemKind.SINGLE_CHOICE));
    var path = path(item);
    var body = Samples.body(ItemKind.SINGLE_CHOICE).put("prompt", "Which one?");
    send("PATCH", path, author.token(), new JsonObject().put("body", body), "If-Match", "*");
    var before = read(path).headers().firstValue("ETag").orElseThrow();
    var bank = new Bank(server.server().platform().events());
    var right = json("{'correct': ['c']}");

    assertThat(corrected(bank, id(item), 1, right)).isEqualTo(2);
    assertThat(corrected(bank, id(item), 1, right)).isEqualTo(2);

    var client = server.server().platform().database().client();
    var served =
        await(
            bank.served(
                client, List.of(new ItemVersionRef(id(item), 1), new ItemVersionRef(id(item), 2))));
    assertThat(served)
        .extracting(ServedItem::version, ServedItem::keyRevision, ServedItem::key)
        .containsExactlyInAnyOrder(
            tuple(1, 2, right), tuple(2, 1, Samples.key(ItemKind.SINGLE_CHOICE)));
    assertThat(read(path).headers().firstValue("ETag")).get().isNotEqualTo(before);

    var unfit =
        catchThrowableOfType(
            Refusal.Invalid.class, () -> corrected(bank, id(item), 1, json("{'correct': ['x']}")));
    assertThat(unfit.errors().getFirst().pointer()).isEqualTo("/key/correct/0");
    assertThat(
            catchThrowableOfType(Refusal.NotFound.class, () -> corrected(bank, id(item), 9, right)))
        .isNotNull();
  }

  private static int corrected(Bank bank, ItemId id, int version, JsonObject key) {
    var actor = author.principal().accountId();
    return await(
        server
            .server()
            .platform()
            .database()
            .inTransaction(tx -> bank.correctKey(tx, id, version, key, "It was wrong.", actor)));
  }

  @Test
  void aKeyThatSomebodyWasMarkedByIsNotChangedInPlace() throws Exception {
    var platform = server.server().platform();
    var item = created(author, draft(author, ItemKind.SINGLE_CHOICE));
    var desk =
        new ItemDesk(
            platform.database(),
            platform.events(),
            platform.ids(),
            memberships(platform),
            (_, id, version) -> Future.succeededFuture(id.equals(id(item)) && version == 1));
    var view = await(desk.get(author.principal(), id(item))).item();
    var key = json("{'key': {'correct': ['a']}}");
    var both = key.copy().put("body", Samples.body(ItemKind.SINGLE_CHOICE).put("prompt", "Now?"));

    assertThat(await(desk.isKeyInUse(platform.database().client(), view, key))).isTrue();
    assertThat(await(desk.isKeyInUse(platform.database().client(), view, both))).isFalse();
    assertThat(await(desk.isKeyInUse(platform.database().client(), view, json("{'title': 'T'}"))))
        .isFalse();
    var any = EntityTags.parse("*").orElseThrow();
    assertThat(
            catchThrowableOfType(
                    Refusal.Conflict.class,
                    () -> await(desk.update(author.principal(), id(item), any, key)))
                .code())
        .isEqualTo(ErrorCode.KEY_IN_USE);
  }

  @Test
  void whatIsServedHasItsKeyApart() throws Exception {
    var platform = server.server().platform();
    var bank = new Bank(platform.events());
    for (ItemKind kind : ItemKind.values()) {
      var id = id(created(author, draft(author, kind)));
      var served =
          await(bank.served(platform.database().client(), List.of(new ItemVersionRef(id, 1))))
              .getFirst();

      var body = served.body().encode();
      // Of a cloze both name the gaps; what is accepted stands in the key only.
      var ofKey =
          served.key().fieldNames().stream()
              .filter(member -> !member.equals("gaps"))
              .collect(Collectors.toSet());
      assertThat(served.body().fieldNames()).noneMatch(ofKey::contains);
      served.key().getMap().put("planted", "secret");
      assertThat(served.body().encode()).isEqualTo(body);
    }
  }

  // How it travels.

  private static JsonArray tags(String... tags) {
    return new JsonArray(Arrays.asList(tags));
  }

  private static JsonObject draft(Author of, ItemKind kind) {
    return Samples.draft(kind).put("organisation_id", of.organisation());
  }

  private static JsonObject created(Author who, JsonObject draft) throws Exception {
    var answer = send("POST", "/v1/items", who.token(), draft);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return told(answer);
  }

  private static String path(JsonObject item) {
    return "/v1/items/" + item.getString("id");
  }

  private static ItemId id(JsonObject item) {
    return ItemId.parse(item.getString("id"));
  }

  private static HttpResponse<String> read(String path) throws Exception {
    return send("GET", path, author.token(), null);
  }

  private static JsonObject order(
      String organisation, String format, String text, boolean partial) {
    return new JsonObject()
        .put("organisation_id", organisation)
        .put("format", format)
        .put("text", text)
        .put("partial", partial);
  }

  private static HttpResponse<String> imported(
      Author who, String organisation, String format, String text, boolean partial)
      throws Exception {
    return send(
        "POST", "/v1/items/import", who.token(), order(organisation, format, text, partial));
  }

  private static byte[] png(BufferedImage image) throws IOException {
    var out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  private static HttpResponse<String> upload(Author who, byte[] file) throws Exception {
    return send(
        "POST",
        "/v1/item-images",
        who.token(),
        new JsonObject()
            .put("organisation_id", who.organisation())
            .put("content", Base64.getEncoder().encodeToString(file)));
  }

  private static JsonObject told(HttpResponse<String> answer) {
    assertThat(answer.body()).startsWith("{");
    return new JsonObject(Buffer.buffer(answer.body()));
  }

  private static List<String> pointers(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    return told(answer).getJsonArray("errors").stream()
        .map(error -> ((JsonObject) error).getString("pointer"))
        .toList();
  }

  private static HttpResponse<byte[]> bytes(String path, String token) throws Exception {
    return http.send(request(path, token).GET().build(), BodyHandlers.ofByteArray());
  }

  private static HttpRequest.Builder request(String path, String token) {
    return HttpRequest.newBuilder(URI.create(server.url() + path))
        .header("Authorization", "Bearer " + token);
  }

  private static HttpResponse<String> send(
      String method, String path, String token, @Nullable JsonObject body, String... headers)
      throws Exception {
    var request = request(path, token);
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, BodyPublishers.ofString(body.encode()));
    }
    if (method.equals("POST")
        && headers.length == 0
        && !path.contains("trial")
        && !path.contains("images")) {
      request.header("Idempotency-Key", UUID.randomUUID().toString());
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
