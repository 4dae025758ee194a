package dev.guildhall.app;

import dev.guildhall.app.Configuration.DemoConfig;
import dev.guildhall.platform.config.Secret;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A market with people, work and play money, for trying everything out. */
@Command(
    name = "demo",
    description = "Runs a market with people, work and play money, until it is told to stop.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  @Mixin private ConfigurationOptions options = new ConfigurationOptions();

  @Override
  public Integer call() throws InterruptedException {
    var loaded = options.load();
    var configured = loaded.demo().password();
    var password =
        configured.reveal().isEmpty()
            ? KeptSecret.password(loaded.home(), "demo.password")
            : configured;
    var configuration = loaded.withDemo(new DemoConfig(true, password));
    System.out.println("Starting the market; the first start takes a minute …");
    var server = Server.start(configuration);
    new DemoMarket(server, password.reveal(), System.out).open();
    System.out.println(welcome(server, password));
    ServeCommand.runUntilStopped(server);
    return 0;
  }

  private static String welcome(Server server, Secret password) {
    return """

        Guildhall is open.

          worker's app      %1$s/
          office            %1$s/office
          interface         %1$s/docs
          mailbox           %1$s/demo/mailbox
        %2$s
          Sign in as worker@demo.guildhall (also worker2@ … worker5@), requester@, reviewer@, vendor@
          or operator@demo.guildhall, all with the password

              %3$s

        Stop with Ctrl-C; what happened is kept and there at the next start.
        """
        .formatted(server.publicUrl(), lanHint(server), password.reveal());
  }

  private static String lanHint(Server server) {
    int port = java.net.URI.create(server.localUrl()).getPort();
    String address = lanAddress();
    if (address.isEmpty()) {
      return "";
    }
    return server.isOpenToOthers()
        ? "  from a phone      http://%s:%d/\n".formatted(address, port)
        : "  from a phone      start with GUILDHALL_HTTP_HOST=0.0.0.0, then http://%s:%d/\n"
            .formatted(address, port);
  }

  /** This machine's address in its network, or nothing. */
  private static String lanAddress() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(it -> it instanceof Inet4Address && it.isSiteLocalAddress())
          .map(java.net.InetAddress::getHostAddress)
          .findFirst()
          .orElse("");
    } catch (SocketException _) {
      return "";
    }
  }
}
