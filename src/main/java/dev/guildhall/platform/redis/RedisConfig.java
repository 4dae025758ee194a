package dev.guildhall.platform.redis;

import dev.guildhall.platform.config.Secret;
import java.util.List;

/**
 * Where Redis is.
 *
 * @param cluster nodes of a Redis Cluster as {@code host:port}, separated by spaces, in place of
 *     {@code host} and {@code port}; any one of them leads to all. Empty: Redis is one server
 * @param timeoutMs bounds every command; longer waits cost more than going on without Redis
 */
public record RedisConfig(String host, int port, Secret password, int timeoutMs, String cluster) {

  /** One server. */
  public RedisConfig(String host, int port, Secret password, int timeoutMs) {
    this(host, port, password, timeoutMs, "");
  }

  /** Whether anything is named; otherwise the node starts a Redis of its own. */
  public boolean isNamed() {
    return !host.isEmpty() || !cluster.isEmpty();
  }

  /** The named nodes of the cluster; none for one server. */
  List<String> clusterNodes() {
    return List.of(cluster.strip().split("\\s+")).stream().filter(node -> !node.isEmpty()).toList();
  }
}
