package dev.guildhall.project;

import static dev.guildhall.testing.TestPlatform.await;

import dev.guildhall.account.AccountConfig;
import dev.guildhall.account.AccountModule;
import dev.guildhall.account.Memberships;
import dev.guildhall.account.OrganisationId;
import dev.guildhall.account.Role;
import dev.guildhall.ledger.Ledger;
import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.http.EntityTags;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.money.Money;
import dev.guildhall.qualification.QualificationModule;
import dev.guildhall.requester.RequesterModule;
import dev.guildhall.requester.Wallet;
import dev.guildhall.testing.TestPlatform;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** An organisation with members, and projects of it, on a real database. */
public final class ProjectFixture {

  private final TestPlatform test;
  private final Memberships memberships;
  private final QualificationModule qualifications;
  private final ProjectModule module;
  private final Wallet wallet;
  private final OrganisationId organisation;
  private final Principal editor;

  public ProjectFixture(TestPlatform test) {
    this.test = test;
    var account = account(test);
    this.memberships = account.memberships();
    this.qualifications = new QualificationModule(test.platform(), memberships);
    this.wallet = new RequesterModule(test.platform(), memberships, new Ledger(), true).wallet();
    this.module =
        new ProjectModule(
            test.platform(),
            memberships,
            qualifications.qualifications(),
            account.notices(),
            wallet);
    this.organisation = new OrganisationId(test.newId());
    test.sql(
        "insert into organisation (id, name, kind) values ($1, 'Weavers', 'requester')",
        organisation.value());
    this.editor = member(Role.EDITOR);
  }

  private static AccountModule account(TestPlatform test) {
    var config =
        new AccountConfig(new Secret("a secret for tests only"), "test", 600, 30, 512, 1, 1, 10, 5);
    return new AccountModule(test.platform(), config, "http://localhost", List.of(), List.of());
  }

  public Memberships memberships() {
    return memberships;
  }

  public QualificationModule qualifications() {
    return qualifications;
  }

  public ProjectModule module() {
    return module;
  }

  public OrganisationId organisation() {
    return organisation;
  }

  /** Somebody who may change the organisation's projects. */
  public Principal editor() {
    return editor;
  }

  public Principal member(Role role) {
    var person = stranger();
    test.sql(
        "insert into membership (organisation_id, account_id, role) values ($1, $2, $3)",
        organisation.value(),
        person.accountId(),
        role.name().toLowerCase(java.util.Locale.ROOT));
    return person;
  }

  public Principal stranger() {
    UUID id = test.newId();
    test.sql(
        "insert into account (id, email, password_hash, display_name) values ($1, $2, 'x', 'Ada')",
        id,
        id + "@example.org");
    return new Principal(id, Set.of("account", "requester"), Set.of(), Map.of());
  }

  /** The id of a worker that exists. */
  public UUID worker() {
    UUID id = test.newId();
    test.sql("insert into worker (id, account_id) values ($1, $2)", id, stranger().accountId());
    return id;
  }

  /** A draft of a classification at USD 0.10 with an overlap of 2, and {@code change} in it. */
  public Project draft(JsonObject change) {
    return await(
        test.platform()
            .database()
            .inTransaction(tx -> module.desk().create(tx, editor, body().mergeIn(change))));
  }

  public Project draft() {
    return draft(new JsonObject());
  }

  /** The project, live, with {@code micros} of its currency set aside. */
  public Project launched(Project project, long micros) {
    var amount = new Money(micros, project.price().currency());
    var projects = module.projects();
    await(
        test.platform()
            .database()
            .inTransaction(
                tx ->
                    wallet
                        .fund(tx, organisation, amount, test.newId())
                        .compose(
                            _ ->
                                projects.transition(
                                    tx, project.id(), ProjectState.DRAFT, ProjectState.LIVE, null))
                        .compose(_ -> projects.reserve(tx, project, amount, null))));
    return now(project);
  }

  public Project update(Project project, JsonObject change) {
    var seen = EntityTags.parse('"' + ProjectView.etag(project) + '"').orElseThrow();
    return await(module.desk().update(editor, project.id(), seen, change));
  }

  public Project now(Project project) {
    return await(module.projects().get(test.platform().database().client(), project.id()));
  }

  static JsonObject body() {
    return new JsonObject(
        """
        {"name": "Weather moods", "kind": "classification",
         "guideline": {"markdown": "# Read", "summary": "Read, then choose."},
         "template": {"question": "How does it sound?",
           "labels": [{"value": "positive", "title": "Positive"}, {"value": "negative", "title": "Negative"}]},
         "price": {"amount": "0.10", "currency": "USD"},
         "estimate_seconds": 30, "overlap": 2}
        """);
  }
}
