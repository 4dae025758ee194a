package dev.guildhall.push;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;

/**
 * @param services the hosts of push services that messages are sent to, separated by spaces; a name
 *     stands for those below it too. Devices say where they are reached, so without such a list
 *     anybody could have the server call anything.
 */
public record PushConfig(String services) {

  /** Whether messages may be sent there: encrypted, or to a listed address of this machine. */
  boolean admits(URI endpoint) {
    String host = endpoint.getHost() == null ? "" : endpoint.getHost().toLowerCase(Locale.ROOT);
    return endpoint.getUserInfo() == null
        && hosts().stream().anyMatch(known -> host.equals(known) || host.endsWith('.' + known))
        && ("https".equals(endpoint.getScheme())
            || ("http".equals(endpoint.getScheme()) && isLoopback(host)));
  }

  private List<String> hosts() {
    return services.isBlank() ? List.of() : List.of(services.strip().split("\\s+"));
  }

  private static boolean isLoopback(String host) {
    try {
      return host.matches("127\\.[0-9.]+") && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
