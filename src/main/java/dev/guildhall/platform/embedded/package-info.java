/**
 * PostgreSQL and Redis out of Maven artifacts, started as children of this process, so that one
 * command runs the whole marketplace on a machine where nothing is installed.
 *
 * <p>Under a home folder (by default {@code .guildhall}) lie:
 *
 * <pre>
 * runtime/            the unpacked programs, one folder per build of them
 * postgres/data       the record; postgres/server.log
 * redis/data          the append-only file; redis/server.log
 * postgres.password   kept between runs, readable by the owner alone
 * redis.password
 * postgres.lock       held by the process that runs the store
 * redis.lock
 * </pre>
 *
 * <p>Both listen on 127.0.0.1 only, on a free port, behind a password. A store ends with the
 * process that started it: by {@code close()}, by a shutdown hook, and after {@code kill -9} by a
 * signal the kernel sends (Linux). Where the kernel cannot, the next start finds the orphan by its
 * pid file and stops it first.
 *
 * <p>Easy to get wrong: that kernel signal comes when the <em>thread</em> that started the child
 * ends, so each child has a thread of its own that lives as long as the child.
 */
@NullMarked
package dev.guildhall.platform.embedded;

import org.jspecify.annotations.NullMarked;
