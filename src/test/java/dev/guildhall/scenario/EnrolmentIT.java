package dev.guildhall.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.simulation.GuildhallClient;
import dev.guildhall.simulation.GuildhallClient.NewPerson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody comes to the market through the front door. */
class EnrolmentIT {

  @RegisterExtension static final TestServer server = new TestServer();

  @Test
  void aRequesterRegistersConfirmsAndSignsInWithAnOrganisation() {
    var client = new GuildhallClient(server.url());

    var person =
        client.enrol(
            NewPerson.requester(
                "r@example.org", "four simple words together", "Rhea", "Rhea's lab"));

    assertThat(person.me().getBoolean("email_verified")).isTrue();
    assertThat(person.organisationId("requester")).startsWith("org_");
  }

  @Test
  void enrollingAgainFindsTheSameAccount() {
    var client = new GuildhallClient(server.url());
    var newcomer =
        NewPerson.requester("again@example.org", "four simple words together", "Ann", "Ann");

    var first = client.enrol(newcomer);
    var second = client.enrol(newcomer);

    assertThat(second.me().getString("id")).isEqualTo(first.me().getString("id"));
  }
}
