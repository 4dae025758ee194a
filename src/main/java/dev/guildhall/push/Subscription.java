package dev.guildhall.push;

import io.vertx.core.buffer.Buffer;
import java.util.UUID;

/**
 * Where and how a device is reached.
 *
 * @param endpoint at the push service of the device's maker
 * @param p256dh the device's public key, an uncompressed point of P-256
 * @param auth the secret of 16 bytes that it shares with the server
 */
record Subscription(UUID session, String endpoint, Buffer p256dh, Buffer auth) {}
