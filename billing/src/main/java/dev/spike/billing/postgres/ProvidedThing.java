package dev.spike.billing.postgres;

import dev.spike.ledger.GrantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that an order has provided.
 *
 * @param grant that it made, where it was credits above zero
 */
record ProvidedThing(
        DueProvision provision, Instant at, @Nullable GrantId grant) {}
