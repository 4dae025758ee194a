package dev.guildhall.push;

import dev.guildhall.platform.money.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that a worker is to be told of.
 *
 * @param topic what waits under the same topic is told in one message
 * @param money that it comes to; null: it is not about money
 * @param title of the project or the qualification it is about
 * @param path where it leads, in the web client
 * @param until when it ends; null: it does not
 */
record Notice(
    PushKind kind,
    UUID worker,
    String topic,
    @Nullable Money money,
    @Nullable String title,
    String path,
    @Nullable Instant until) {}
