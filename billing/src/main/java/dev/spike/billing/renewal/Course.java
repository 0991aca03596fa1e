package dev.spike.billing.renewal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a subscription goes on by itself, from what is known of it. Whatever was told in which order, the same is known in the
 * end, and so the same follows.
 *
 * <pre>
 *   paid            paid            not paid
 *   [---------------)[--------------)- - - - -|- - - - - ->
 *    entitled         entitled        bridged   lapsed        grace after the end, or after it became past due
 * </pre>
 *
 * @param paid in any order
 * @param pastDueSince none unless the provider says that it is; what was paid later undoes it, at the same instant not
 * @param endsAt none if it goes on
 * @param grace zero or more
 * @param zone in which the months of a year are counted
 */
public record Course(
        List<PaidPeriod> paid,
        @Nullable Instant pastDueSince,
        @Nullable Instant endsAt,
        Duration grace,
        ZoneId zone) {

    public Course {
        paid = paid.stream().sorted(PaidPeriod.IN_ORDER).toList();
    }

    public Standing at(Instant now) {
        var latest = latest(now);
        if (latest.isEmpty() || isOver(now)) {
            return new Standing.Over();
        }
        if (!now.isBefore(lapsesAt(latest.get()))) {
            return new Standing.Lapsed();
        }
        return latest.get().months(zone).stream()
                .filter(month -> month.contains(now))
                .findFirst()
                .<Standing>map(month -> new Standing.Entitled(latest.get(), month))
                .orElseGet(() -> new Standing.Bridged(latest.get()));
    }

    private boolean isOver(Instant now) {
        return endsAt != null && !endsAt.isAfter(now);
    }

    /** The period that stands at the instant: of those that have begun, the last. */
    public Optional<PaidPeriod> latest(Instant now) {
        return paid.stream()
                .filter(period -> !period.span().start().isAfter(now))
                .reduce((earlier, later) -> later);
    }

    /** When the credits of the period that stands end for want of money; empty if none stands. */
    public Optional<Instant> lapsesAt(Instant now) {
        return latest(now).map(this::lapsesAt);
    }

    private Instant lapsesAt(PaidPeriod latest) {
        var atEnd = latest.span().end().plus(grace);
        if (pastDueSince == null || pastDueSince.isBefore(latest.paidAt())) {
            return atEnd;
        }
        var pastDue = pastDueSince.plus(grace);
        return pastDue.isBefore(atEnd) ? pastDue : atEnd;
    }

    /** When it is next to be looked at, if nobody tells anything before: a month begins, the grace is over, it ends. */
    public Optional<Instant> nextAfter(Instant now) {
        if (isOver(now)) {
            return Optional.empty();
        }
        var starts = paid.stream().map(period -> period.span().start());
        var edges = latest(now).stream()
                .flatMap(latest -> Stream.concat(
                        Stream.of(lapsesAt(latest)),
                        latest.months(zone).stream().map(Span::start)));
        return Stream.of(starts, edges, Stream.ofNullable(endsAt))
                .flatMap(instants -> instants)
                .filter(instant -> instant.isAfter(now))
                .min(Instant::compareTo);
    }
}
