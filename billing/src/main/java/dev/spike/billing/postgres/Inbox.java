package dev.spike.billing.postgres;

import dev.spike.billing.BillingError;
import dev.spike.billing.BillingException;
import dev.spike.billing.DeliveryState;
import dev.spike.billing.UnsettledDelivery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is done with what providers tell us. */
final class Inbox {

    /** So many bodies are dropped in one database transaction. */
    private static final int BATCH = 1_000;

    private final BillingSettings settings;
    private final BillingDatabase database;
    private final Receiving receiving;
    private final Working working;
    private final CatchingUp catchingUp;
    private final InboxStore store = new InboxStore();
    private final InboxListStore list = new InboxListStore();

    Inbox(BillingSettings settings, BillingDatabase database, Working working) {
        this.settings = settings;
        this.database = database;
        this.receiving = new Receiving(settings, database);
        this.working = working;
        this.catchingUp = new CatchingUp(settings, database);
    }

    Receiving receiving() {
        return receiving;
    }

    Working working() {
        return working;
    }

    CatchingUp catchingUp() {
        return catchingUp;
    }

    List<UnsettledDelivery> unsettled(int limit) {
        return database.read(connection -> list.unsettled(connection, limit));
    }

    Optional<DeliveryState> retry(long number, Instant now) {
        var provider = settings.provider();
        if (provider == null) {
            throw new BillingException(
                    BillingError.PROVIDER_MISSING,
                    "Only the provider that sent a delivery can read it, and there is none; build billing with it.");
        }
        working.workNow(provider, number, now);
        return database.read(connection -> list.state(connection, number));
    }

    /** How many bodies were dropped. */
    int forget(Instant now) {
        var before = now.minus(settings.catalogue().settings().payments().webhooksKeep());
        int all = 0;
        int dropped = BATCH;
        while (dropped == BATCH) {
            dropped = database.inTransaction((connection, untold) -> store.forget(connection, before, BATCH));
            all += dropped;
        }
        return all;
    }
}
