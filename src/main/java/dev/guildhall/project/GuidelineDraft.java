package dev.guildhall.project;

import org.jspecify.annotations.Nullable;

/** A guideline to publish. */
record GuidelineDraft(String markdown, String summary, @Nullable String changeNote) {}
