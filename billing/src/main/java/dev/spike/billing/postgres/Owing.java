package dev.spike.billing.postgres;

import dev.spike.billing.CreditTypeTerms;
import dev.spike.billing.Money;
import dev.spike.billing.renewal.PaidPeriod;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is owed when a plan renews is to be charged before its credits come, by the unit price of each credit type; one charge
 * for each billable, period and currency. Each type's money is rounded half up to minor units.
 */
final class Owing {

    /** As long as this a renewal waits for the answer; then its credits come, and repay what is owed. */
    private static final Duration WAITS_MAX = Duration.ofHours(1);

    private final BillingSettings settings;
    private final OwedChargeStore charges = new OwedChargeStore();

    Owing(BillingSettings settings) {
        this.settings = settings;
    }

    /** Until when the credits of a renewal wait; none if they do not. */
    @Nullable
    Instant waitsUntil(Connection connection, Owner owner, Instant now) throws SQLException {
        var since = charges.waitingSince(connection, owner);
        return since == null || !since.plus(WAITS_MAX).isAfter(now) ? null : since.plus(WAITS_MAX);
    }

    /** Notes what is to be charged as the period begins; a repeat notes nothing. */
    void note(Connection connection, SubscriptionRow row, PaidPeriod period, Instant now) throws SQLException {
        var provider = row.provider();
        if (provider == null) {
            return;
        }
        var money = new HashMap<Currency, Money>();
        var amounts = new HashMap<Currency, Map<String, Long>>();
        for (var terms : settings.catalogueFor(row.owner().billable()).creditTypes()) {
            long owed = owed(connection, row.owner(), terms);
            var price = terms.unitPrice();
            if (owed > 0 && price != null) {
                var cost = price.of(terms.creditType().credits(owed), RoundingMode.HALF_UP);
                money.merge(price.currency(), cost, Money::plus);
                amounts.computeIfAbsent(price.currency(), currency -> new TreeMap<>())
                        .put(terms.creditType().id(), owed);
            }
        }
        for (var currency : money.keySet()) {
            var total = money.getOrDefault(currency, Money.zero(currency));
            if (!total.isZero()) {
                var key = row.key() + "/owed/" + period.span().start() + "/" + currency.getCurrencyCode();
                var parts = amounts.getOrDefault(currency, Map.of());
                charges.add(connection, new OwedCharge(row.owner(), key, provider, total, parts, 0), now);
            }
        }
    }

    private long owed(Connection connection, Owner owner, CreditTypeTerms terms) {
        return terms.chargesNegativeBalances()
                ? settings.credits()
                        .joining(connection)
                        .of(owner.billable(), terms.creditType().id())
                        .balance()
                        .owed()
                : 0;
    }
}
