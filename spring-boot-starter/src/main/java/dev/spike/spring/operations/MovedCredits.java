package dev.spike.spring.operations;

import dev.spike.ledger.Allocation;
import dev.spike.ledger.BalanceListener;
import dev.spike.ledger.BalanceUpdated;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;

/** Counts credits that moved, whoever moved them: a request of the application, a renewal, a refund. Thread-safe. */
final class MovedCredits implements BalanceListener {

    private final ObjectProvider<MeterRegistry> registry;

    MovedCredits(ObjectProvider<MeterRegistry> registry) {
        this.registry = registry;
    }

    @Override
    public void onBalanceUpdated(BalanceUpdated event) {
        var meters = registry.getIfAvailable();
        if (meters != null) {
            DistributionSummary.builder("spike.credits.moved")
                    .description("Credits that moved, in smallest units")
                    .tag("verb", event.receipt().asked().verb().word())
                    .tag("credit.type", event.creditType().id())
                    .tag("type", event.type().name().toLowerCase(Locale.ROOT))
                    .register(meters)
                    .record(amount(event));
        }
    }

    /** Meters know no whole numbers; above 2^53 the last digits are lost, and no amount is decided by this. */
    private static double amount(BalanceUpdated event) {
        return (double) event.receipt().allocations().stream()
                .mapToLong(Allocation::amount)
                .sum();
    }
}
