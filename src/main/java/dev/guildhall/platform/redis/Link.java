package dev.guildhall.platform.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.concurrent.CompletionStage;

/** A way to Redis that was opened: to one server, or to all masters of a cluster. */
sealed interface Link {

  RedisClusterAsyncCommands<String, String> commands();

  /** Names the server that holds a key. */
  String serverOf(String key);

  /** Whether all of Redis answers; fails when what is asked does not. */
  CompletionStage<Boolean> isWhole();

  void close();

  /** To one server. */
  record Single(StatefulRedisConnection<String, String> connection) implements Link {

    @Override
    public RedisClusterAsyncCommands<String, String> commands() {
      return connection.async();
    }

    @Override
    public String serverOf(String key) {
      return "redis";
    }

    @Override
    public CompletionStage<Boolean> isWhole() {
      return connection.async().ping().thenApply(_ -> true);
    }

    @Override
    public void close() {
      connection.closeAsync();
    }
  }

  /** To a cluster; commands find the master that holds their keys. */
  record Cluster(StatefulRedisClusterConnection<String, String> connection) implements Link {

    // A cluster may call itself well while some of its keys are out of reach.
    private static final String ALL_SLOTS = "cluster_slots_ok:" + SlotHash.SLOT_COUNT;

    @Override
    public RedisClusterAsyncCommands<String, String> commands() {
      return connection.async();
    }

    @Override
    public String serverOf(String key) {
      var holder = connection.getPartitions().getPartitionBySlot(SlotHash.getSlot(key));
      return holder == null ? "none" : holder.getNodeId();
    }

    @Override
    public CompletionStage<Boolean> isWhole() {
      return connection
          .async()
          .clusterInfo()
          .thenApply(info -> info.contains("cluster_state:ok") && info.contains(ALL_SLOTS));
    }

    @Override
    public void close() {
      connection.closeAsync();
    }
  }
}
