package dev.guildhall.platform;

import dev.guildhall.platform.event.EventFeed;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.id.IdSource;
import dev.guildhall.platform.job.JobQueue;
import dev.guildhall.platform.job.Jobs;
import dev.guildhall.platform.mail.MailQueue;
import dev.guildhall.platform.metrics.Meters;
import dev.guildhall.platform.redis.Redis;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The parts that modules are wired with.
 *
 * @param home where files of this node lie
 * @param nanos by which ages are measured: no clock that is set moves it back
 */
public record Platform(
    Vertx vertx,
    Path home,
    Database database,
    Redis redis,
    InstantSource time,
    LongSupplier nanos,
    IdSource ids,
    EventLog events,
    EventFeed feed,
    Jobs jobs,
    JobQueue jobQueue,
    MailQueue mail,
    Meters meters) {}
