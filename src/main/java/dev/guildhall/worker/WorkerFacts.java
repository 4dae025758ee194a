package dev.guildhall.worker;

import dev.guildhall.account.AccountId;
import dev.guildhall.platform.money.Money;
import java.util.Map;
import java.util.Optional;

/** What matching knows of a worker. {@code languages} is by BCP 47 tag. */
public record WorkerFacts(
    WorkerId id,
    AccountId account,
    Map<String, LanguageLevel> languages,
    Optional<String> country,
    Optional<Money> wishedPayPerHour,
    int version) {}
