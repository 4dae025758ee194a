package dev.guildhall.platform.http;

/**
 * One rate limit.
 *
 * @param requests how many within the window
 * @param seconds the window
 */
public record LimitConfig(int requests, int seconds) {}
