package dev.guildhall.fault;

/**
 * One message of a protocol.
 *
 * @param name its kind, such as {@code Query} or {@code CommandComplete} of PostgreSQL, {@code
 *     EVALSHA} of Redis; a reply of Redis has the name of its command
 * @param detail what tells it from others of its kind: a statement, a command's tag, a script
 */
public record Message(Direction direction, String name, String detail) {}
