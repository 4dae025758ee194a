package dev.guildhall.platform.redis;

import dev.guildhall.platform.config.Secret;

/**
 * Where Redis is. {@code timeoutMs} bounds every command; longer waits cost more than going on
 * without Redis.
 */
public record RedisConfig(String host, int port, Secret password, int timeoutMs) {}
