package dev.guildhall.matching;

/** How long a worker takes in a pool: the median of so many samples. */
public record OwnTime(double medianSeconds, int samples) {}
