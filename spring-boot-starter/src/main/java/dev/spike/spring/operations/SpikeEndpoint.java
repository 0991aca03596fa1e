package dev.spike.spring.operations;

import dev.spike.billing.Billing;
import dev.spike.ledger.Credits;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/**
 * {@code /actuator/spike}: how much waits and how much failed; and {@code /actuator/spike/LIST}: the first of it. Changes
 * nothing; whose something is, and why it failed, is shown only where {@code show-values} says so.
 */
@Endpoint(id = "spike")
class SpikeEndpoint {

    private static final int LIMIT = 100;
    private static final int LIMIT_MAX = 1_000;

    private final Billing billing;
    private final Credits credits;
    private final RecentBacklog recent;
    private final DueWork work;
    private final HealthProperties limits;
    private final EndpointProperties properties;

    SpikeEndpoint(
            Billing billing,
            Credits credits,
            RecentBacklog recent,
            DueWork work,
            HealthProperties limits,
            EndpointProperties properties) {
        this.billing = billing;
        this.credits = credits;
        this.recent = recent;
        this.work = work;
        this.limits = limits;
        this.properties = properties;
    }

    /** Of a list. */
    record Listing(List<Trouble> entries) {}

    @ReadOperation
    Overview overview() {
        var backlog = recent.get();
        return new Overview(
                backlog,
                rejected(),
                work.steps().stream().map(Overview.Step::of).toList(),
                credits.balanceCache().map(Overview.Cache::of).orElse(null),
                Warnings.about(backlog, work.steps(), limits, recent.now()));
    }

    private Map<String, Long> rejected() {
        var counts = new TreeMap<String, Long>();
        billing.rejectedWebhooks()
                .forEach((reason, count) ->
                        counts.put(reason.name().toLowerCase(Locale.ROOT).replace('_', '-'), count));
        return counts;
    }

    /** Without a web, whoever may ask is authorized. */
    @ReadOperation
    Listing list(@Selector TroubleKind kind, @Nullable Integer limit) {
        return list(kind, limit, properties.showValues().isShown(true));
    }

    /** @param limit 1 to 1,000; 100 unless given */
    Listing list(TroubleKind kind, @Nullable Integer limit, boolean shown) {
        int most = limit == null ? LIMIT : limit;
        if (most < 1 || most > LIMIT_MAX) {
            throw new InvalidEndpointRequestException(
                    "The limit is " + most + "; it must be 1 to " + LIMIT_MAX + ".", "limit out of bounds");
        }
        var entries = kind.list(billing, most);
        return new Listing(
                shown ? entries : entries.stream().map(Trouble::hidden).toList());
    }
}
