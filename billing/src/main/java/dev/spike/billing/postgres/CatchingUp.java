package dev.spike.billing.postgres;

import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.Delivery;
import dev.spike.billing.provider.PaymentProvider;
import dev.spike.billing.provider.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The provider is asked what it ever sent, page by page, from where it was last asked. What arrived by itself never moves that
 * place, so nothing that was lost before it is skipped; what is known already is a duplicate.
 */
final class CatchingUp {

    private static final Logger LOG = LoggerFactory.getLogger(CatchingUp.class);

    /** What the SPI allows. */
    private static final int PAGE_MAX = 100;

    private final BillingSettings settings;
    private final BillingDatabase database;
    private final InboxStore inbox = new InboxStore();
    private final InboxListStore list = new InboxListStore();

    CatchingUp(BillingSettings settings, BillingDatabase database) {
        this.settings = settings;
        this.database = database;
    }

    /** How many had not arrived. */
    int catchUp(int limit, Instant now) {
        var provider = settings.provider();
        int looked = 0;
        int found = 0;
        while (provider != null && looked < limit) {
            int size = Math.min(PAGE_MAX, limit - looked);
            var cursor = database.read(connection -> list.cursor(connection, provider.name()));
            var page = page(provider, cursor, size);
            if (page.isEmpty()) {
                break;
            }
            found += keep(provider.name(), cursor, page, now);
            looked += page.size();
        }
        return found;
    }

    /** Empty when there is no more, or no answer. */
    private List<Delivery> page(PaymentProvider provider, Optional<String> cursor, int size) {
        return provider.deliveriesAfter(cursor.orElse(""), size)
                .fold(page -> page, refused -> refused(provider, cursor, refused, size), unknown -> {
                    LOG.warn("{} did not tell what it sent: {}", provider.name(), Shown.cause(unknown.cause()));
                    return List.of();
                });
    }

    /** Providers forget; then all that they still have is looked at, from the oldest. */
    private List<Delivery> refused(
            PaymentProvider provider, Optional<String> cursor, Answer.Refused<List<Delivery>> refused, int size) {
        if (refused.refusal() == Refusal.NOT_FOUND && cursor.isPresent()) {
            database.inTransaction((connection, untold) -> {
                list.lose(connection, provider.name(), cursor.get());
                return cursor;
            });
            return page(provider, Optional.empty(), size);
        }
        LOG.warn("{} refuses to tell what it sent: {}", provider.name(), Shown.cause(refused.message()));
        return List.of();
    }

    private int keep(String provider, Optional<String> cursor, List<Delivery> page, Instant now) {
        return database.inTransaction((connection, untold) -> {
            int found = 0;
            for (var delivery : page) {
                if (!Receiving.isStorable(delivery)) {
                    LOG.error("{} tells of a delivery that cannot be kept; it is skipped", provider);
                } else if (inbox.add(connection, provider, delivery, now)) {
                    found++;
                }
            }
            var last = page.get(page.size() - 1).id();
            list.move(connection, provider, cursor.orElse(null), last, now);
            return found;
        });
    }
}
