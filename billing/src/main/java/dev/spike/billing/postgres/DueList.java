package dev.spike.billing.postgres;

import dev.spike.billing.FailedDue;
import dev.spike.billing.WaitingDue;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What people see of due work: plans, charges of what is owed, and things that plans give besides credits. */
final class DueList {

    private static final Comparator<FailedDue> NEXT_FIRST = Comparator.comparing(
                    DueList::nextAttemptAt, Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
            .thenComparing(failed -> failed.billable().billableType())
            .thenComparing(failed -> failed.billable().billableId())
            .thenComparing(FailedDue::what);

    private final BillingDatabase database;
    private final DueStore due = new DueStore();
    private final OwedChargeStore charges = new OwedChargeStore();
    private final PlanHistoryStore history = new PlanHistoryStore();

    DueList(BillingDatabase database) {
        this.database = database;
    }

    private static @Nullable Instant nextAttemptAt(FailedDue failed) {
        return failed.nextAttemptAt();
    }

    List<FailedDue> failed(int limit) {
        return database.read(connection -> Stream.of(
                        due.failures(connection, limit),
                        charges.failures(connection, limit),
                        history.failures(connection, limit))
                .flatMap(List::stream)
                .sorted(NEXT_FIRST)
                .limit(limit)
                .toList());
    }

    WaitingDue waiting(Instant now) {
        return database.read(connection -> {
            var plans = due.waiting(connection, now);
            var owed = charges.waiting(connection, now);
            return new WaitingDue(
                    plans.count() + owed.count(),
                    earliest(plans.oldest(), owed.oldest()),
                    earliest(plans.next(), owed.next()));
        });
    }

    private static @Nullable Instant earliest(@Nullable Instant one, @Nullable Instant other) {
        return Stream.of(Optional.ofNullable(one), Optional.ofNullable(other))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
