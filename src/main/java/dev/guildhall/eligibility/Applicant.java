package dev.guildhall.eligibility;

import dev.guildhall.worker.Device;
import java.time.Instant;

/** A worker who asks for work, with the device they do it on and the time. */
public record Applicant(Facts facts, Device device, Instant at) {}
