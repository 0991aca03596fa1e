package dev.spike.spring.operations;

import dev.spike.billing.Backlog;
import dev.spike.billing.Backlog.Pile;
import dev.spike.billing.Billing;
import dev.spike.billing.provider.Verification;
import dev.spike.ledger.BalanceCacheStats;
import dev.spike.ledger.Credits;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * How much waits and how much failed, as meters. All of them together cost one statement per scrape; one that cannot be read is
 * not a number. Thread-safe.
 */
final class Meters implements MeterBinder {

    private final RecentBacklog recent;
    private final Billing billing;
    private final DueWork work;
    private final Credits credits;

    Meters(RecentBacklog recent, Billing billing, DueWork work, Credits credits) {
        this.recent = recent;
        this.billing = billing;
        this.work = work;
        this.credits = credits;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        pile(registry, "spike.inbox.arrived", "Webhooks that nobody has looked at yet", Backlog::arrived);
        pile(registry, "spike.inbox.unsettled", "Webhooks that failed or wait", Backlog::unsettled);
        pile(registry, "spike.due.waiting", "What is due with plans and not done yet", Backlog::due);
        pile(registry, "spike.due.failed", "What was due with plans and failed", Backlog::failedDue);
        count(registry, "spike.provisions.failed", "Paid, and not provided yet", all -> all.purchases()
                .failedProvisions());
        count(registry, "spike.takebacks.failed", "Money returned, and not taken back yet", all -> all.purchases()
                .failedTakeBacks());
        count(registry, "spike.orders.mispaid", "Orders paid with other money than asked", all -> all.purchases()
                .mispaidOrders());
        count(registry, "spike.payments.extra", "Payments for what was paid already", all -> all.purchases()
                .extraPayments());
        for (var reason : Verification.Reason.values()) {
            FunctionCounter.builder("spike.webhooks.rejected", billing, counted -> counted.rejectedWebhooks()
                            .getOrDefault(reason, 0L))
                    .description("Requests that were not webhooks of the provider")
                    .tag("reason", reason.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .register(registry);
        }
        work.steps().forEach(step -> step(registry, step));
        if (credits.balanceCache().isPresent()) {
            cache(registry);
        }
    }

    private void pile(MeterRegistry registry, String name, String description, Function<Backlog, Pile> pile) {
        count(registry, name, description, all -> pile.apply(all).count());
        TimeGauge.builder(name + ".age", recent, TimeUnit.SECONDS, asked -> age(asked, pile.apply(asked.get())))
                .description(description + ": since when the oldest is there")
                .register(registry);
    }

    private static long age(RecentBacklog asked, Pile pile) {
        return pile.oldest() == null
                ? 0
                : Duration.between(pile.oldest(), asked.now()).toSeconds();
    }

    private void count(MeterRegistry registry, String name, String description, ToLongFunction<Backlog> count) {
        Gauge.builder(name, recent, asked -> count.applyAsLong(asked.get()))
                .description(description)
                .register(registry);
    }

    private void cache(MeterRegistry registry) {
        Gauge.builder("spike.balances.remembered", credits, asked -> remembered(asked, BalanceCacheStats::size))
                .description("Balances that this node remembers")
                .register(registry);
        answered(registry, "hit", BalanceCacheStats::hits);
        answered(registry, "miss", BalanceCacheStats::misses);
    }

    private void answered(MeterRegistry registry, String result, ToLongFunction<BalanceCacheStats> count) {
        FunctionCounter.builder("spike.balances.asked", credits, asked -> remembered(asked, count))
                .description("Balances asked for, answered from memory or read")
                .tag("result", result)
                .register(registry);
    }

    private static long remembered(Credits credits, ToLongFunction<BalanceCacheStats> number) {
        return credits.balanceCache().map(number::applyAsLong).orElse(0L);
    }

    private static void step(MeterRegistry registry, StepProgress step) {
        FunctionCounter.builder("spike.due.done", step, StepProgress::done)
                .description("Due work that this node did")
                .tag("step", step.name())
                .register(registry);
        FunctionCounter.builder("spike.due.failures", step, StepProgress::failed)
                .description("How often due work failed on this node")
                .tag("step", step.name())
                .register(registry);
    }
}
