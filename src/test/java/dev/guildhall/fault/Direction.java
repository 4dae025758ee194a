package dev.guildhall.fault;

/** Which way something travels through a proxy. */
public enum Direction {
  TO_SERVER,
  TO_CLIENT
}
