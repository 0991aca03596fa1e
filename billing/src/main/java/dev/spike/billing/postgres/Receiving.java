package dev.spike.billing.postgres;

import dev.spike.billing.BillingError;
import dev.spike.billing.BillingException;
import dev.spike.billing.Received;
import dev.spike.billing.provider.Delivery;
import dev.spike.billing.provider.RawWebhook;
import dev.spike.billing.provider.Verification;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** A webhook is verified and kept. What is not the provider's is counted and leaves no other trace: anybody can send that. */
final class Receiving {

    /** Longer than the ids and types of any provider; both are in keys or shown in lists. */
    private static final int NAME_MAX = 255;

    private final BillingSettings settings;
    private final BillingDatabase database;
    private final InboxStore inbox = new InboxStore();
    private final Map<Verification.Reason, Long> rejected = new EnumMap<>(Verification.Reason.class);

    Receiving(BillingSettings settings, BillingDatabase database) {
        this.settings = settings;
        this.database = database;
    }

    Received receive(RawWebhook webhook, Instant now) {
        var provider = settings.provider();
        if (provider == null) {
            throw new BillingException(
                    BillingError.PROVIDER_MISSING,
                    "A webhook came, and there is no provider that could have sent it; build billing with one.");
        }
        if (webhook.size() > Verification.BODY_BYTES_MAX) {
            return rejected(Verification.Reason.TOO_LARGE);
        }
        return provider.verify(webhook, now)
                .<Received>fold(
                        verified -> kept(provider.name(), verified.delivery(), now),
                        unverified -> rejected(unverified.reason()));
    }

    private Received kept(String provider, Delivery delivery, Instant now) {
        if (!isStorable(delivery)) {
            return rejected(Verification.Reason.UNREADABLE);
        }
        boolean isNew = database.inTransaction((connection, untold) -> inbox.add(connection, provider, delivery, now));
        return isNew ? new Received.Stored(delivery.id()) : new Received.Duplicate(delivery.id());
    }

    /** Whether the inbox can hold it. */
    static boolean isStorable(Delivery delivery) {
        return isName(delivery.id()) && isName(delivery.type()) && Shown.isStorable(delivery.body());
    }

    private static boolean isName(String text) {
        return !text.isBlank() && text.length() <= NAME_MAX && Shown.isStorable(text);
    }

    private Received rejected(Verification.Reason reason) {
        synchronized (rejected) {
            rejected.merge(reason, 1L, Long::sum);
        }
        return new Received.Rejected(reason);
    }

    Map<Verification.Reason, Long> rejected() {
        synchronized (rejected) {
            return Map.copyOf(rejected);
        }
    }
}
