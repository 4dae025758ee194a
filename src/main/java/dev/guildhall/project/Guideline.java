package dev.guildhall.project;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One version of what workers are told; never changed once published. */
public record Guideline(
    int version,
    String markdown,
    String summary,
    @Nullable String changeNote,
    Instant publishedAt) {}
