/**
 * A running market of several nodes, each a process, is attacked by a seeded nemesis while workers
 * work; afterwards what they were told is compared with the record.
 */
package dev.guildhall.nemesis;
