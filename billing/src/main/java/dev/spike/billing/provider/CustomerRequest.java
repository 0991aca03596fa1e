package dev.spike.billing.provider;

import dev.spike.ledger.Billable;
import org.jspecify.annotations.Nullable;

/** A customer to be made once: the billable is the key. */
public record CustomerRequest(
        Billable billable, @Nullable String name, @Nullable String email) {}
