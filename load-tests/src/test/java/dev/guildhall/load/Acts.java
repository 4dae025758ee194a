package dev.guildhall.load;

import static io.gatling.javaapi.core.CoreDsl.*;
import static io.gatling.javaapi.http.HttpDsl.*;

import dev.guildhall.load.market.Invariants;
import dev.guildhall.load.market.Market;
import dev.guildhall.load.market.Settings;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What people do, as their devices say it. An answer of 503 or 429 is a word to come back, and
 * whoever hears it does so; any other that was not expected is a failure.
 */
final class Acts {

  private static final String BEARER = "Bearer #{token}";

  private Acts() {}

  static HttpProtocolBuilder protocol() {
    return http.baseUrl(Settings.SERVER).acceptHeader("application/json").disableCaching();
  }

  static ChainBuilder signIn(Supplier<String> email) {
    return exec(session -> session.set("email", email.get()))
        .exec(
            again(
                "sign in",
                200,
                http("sign in")
                    .post("/v1/sessions")
                    .body(
                        StringBody(
                            "{\"email\":\"#{email}\",\"password\":\"" + Market.PASSWORD + "\"}"))
                    .asJson()
                    .checkIf((answer, session) -> answer.status().code() == 200)
                    .then(jsonPath("$.access_token").saveAs("token"))));
  }

  static ChainBuilder feed() {
    return again("feed", 200, http("feed").get("/v1/feed").header("Authorization", BEARER));
  }

  static ChainBuilder earnings() {
    return again(
        "earnings", 200, http("earnings").get("/v1/me/earnings").header("Authorization", BEARER));
  }

  /** A task of the project; {@code held} says whether there was one. */
  static ChainBuilder claim(String project) {
    return exec(session -> session.set("claim", UUID.randomUUID()).remove("assignment"))
        .exec(
            again(
                "claim",
                201,
                http("claim")
                    .post("/v1/claims")
                    .header("Authorization", BEARER)
                    .body(
                        StringBody(
                            "{\"claim_id\":\"#{claim}\",\"project_id\":\"" + project + "\"}"))
                    .asJson()
                    .checkIf((answer, session) -> answer.status().code() == 201)
                    .then(
                        jsonPath("$.id").saveAs("assignment"),
                        jsonPath("$.fence").saveAs("fence"))));
  }

  static ChainBuilder draft() {
    return again(
        "draft",
        200,
        http("draft")
            .put("/v1/assignments/#{assignment}/draft")
            .header("Authorization", BEARER)
            .body(StringBody("{\"output\":{\"choice\":\"a\",\"reason\":\"It names\"}}"))
            .asJson());
  }

  static ChainBuilder submit() {
    return exec(session -> session.set("submission", UUID.randomUUID()))
        .exec(
            again(
                "submit",
                201,
                http("submit")
                    .post("/v1/assignments/#{assignment}/submission")
                    .header("Authorization", BEARER)
                    .body(
                        StringBody(
                            "{\"submission_id\":\"#{submission}\",\"fence\":#{fence},"
                                + "\"output\":{\"choice\":\"a\",\"reason\":\"It names the cause that everybody can see.\"}}"))
                    .asJson()));
  }

  /** Claim, draft, submit; without a task a moment's rest. */
  static ChainBuilder oneTask(String project) {
    return exec(claim(project))
        .doIfOrElse(session -> session.contains("assignment"))
        .then(exec(draft()).exec(submit()))
        .orElse(pause(1));
  }

  /** Sends until there is an answer other than "come back"; no more than a minute. */
  private static ChainBuilder again(String name, int expected, HttpRequestActionBuilder request) {
    return exec(session -> session.set("status", 503).set("tries", 0))
        .asLongAs(Acts::isToComeBack)
        .on(
            exec(request.check(status().in(expected, 204, 429, 503).saveAs("status")))
                .exec(session -> session.set("tries", session.getInt("tries") + 1))
                .doIf(Acts::isToComeBack)
                .then(pause(1)));
  }

  private static boolean isToComeBack(Session session) {
    int status = session.getInt("status");
    return (status == 503 || status == 429) && session.getInt("tries") < 60;
  }

  /** A last scenario: the test fails on each rule that the record does not keep. */
  static ScenarioBuilder invariants() {
    return scenario("invariants")
        .exec(
            http("every rule holds")
                .get("/docs/problems")
                .check(status().is(200))
                .check(
                    bodyString()
                        .transform(ignored -> String.join("; ", Invariants.violations()))
                        .is("")));
  }
}
