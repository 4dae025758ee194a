package dev.guildhall.account;

import org.jspecify.annotations.Nullable;

/** What a person changes about the account; null stays as it is. */
record MeChange(@Nullable String displayName, @Nullable String locale, @Nullable String timeZone) {}
