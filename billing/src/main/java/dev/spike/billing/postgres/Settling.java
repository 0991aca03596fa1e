package dev.spike.billing.postgres;

import dev.spike.billing.BillingEvent;
import dev.spike.billing.CatalogueSettings.Subscriptions;
import dev.spike.billing.CreditAmount;
import dev.spike.billing.postgres.Exchanging.Credit;
import dev.spike.billing.postgres.PlanHistoryStore.Noted;
import dev.spike.billing.postgres.PlanHistoryStore.Place;
import dev.spike.billing.postgres.SubscriberStore.Subscriber;
import dev.spike.billing.renewal.Course;
import dev.spike.billing.renewal.PaidPeriod;
import dev.spike.billing.renewal.Standing;
import dev.spike.billing.renewal.Standing.Entitled;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Brings a billable's plan credits to what is known and what time it is. Every way leads here: a webhook, a switch, a touch,
 * due work; so whatever comes twice, late or in another order ends the same.
 *
 * <p>Locks the subscriber, then the accounts by credit type.
 */
final class Settling {

    private static final Duration NOTHING_FREE = Duration.ofDays(1);

    private final BillingSettings settings;
    private final SettledOwners settledOwners;
    private final SubscriberStore subscribers = new SubscriberStore();
    private final SubscriptionStore subscriptions = new SubscriptionStore();
    private final PlanTermsStore terms = new PlanTermsStore();
    private final PaidPeriodStore periods = new PaidPeriodStore();
    private final PlanHistoryStore history = new PlanHistoryStore();
    private final WaitingOveruseStore overuse = new WaitingOveruseStore();
    private final DueStore due = new DueStore();
    private final Courses courses = new Courses();
    private final Wanting wanting;
    private final Giving giving;
    private final Prolonging prolonging;
    private final Owing owing;
    private final TakingPeriodBack takingPeriodBack;

    Settling(BillingSettings settings, SettledOwners settledOwners) {
        this.settings = settings;
        this.settledOwners = settledOwners;
        this.wanting = new Wanting(settings);
        this.giving = new Giving(settings);
        this.prolonging = new Prolonging(settings);
        this.owing = new Owing(settings);
        this.takingPeriodBack = new TakingPeriodBack(settings);
    }

    /** Why it is looked at. */
    enum Reason {
        /** The billable is there: the free plan is given, if no other holds. */
        TOUCHED,
        /** Something was told, or time has passed. */
        BY_ITSELF
    }

    /** One settling. */
    private record Round(Connection connection, Untold untold, Owner owner, Instant now) {}

    /** When it was decided: now, or when it was decided last if a node whose clock is ahead did that. */
    Instant settle(Connection connection, Untold untold, Owner owner, Reason reason, Instant clock)
            throws SQLException {
        var subscriber = subscribers.lock(connection, owner);
        var now = subscriber.notBefore(clock);
        if (reason == Reason.BY_ITSELF && subscribers.isForgotten(connection, owner)) {
            return now;
        }
        var round = new Round(connection, untold, owner, now);
        var plans = settings.catalogueFor(owner.billable()).settings().subscriptions();
        var row = current(round);
        var course = row.isPresent() ? courses.of(connection, row.get(), plans.pastDueGrace(), settings.zone()) : null;
        var standing = course == null ? new Standing.Over() : course.at(now);
        if (row.isPresent()) {
            endIfOver(round, row.get(), standing);
            notePassed(round, row.get(), course, standing);
        }
        boolean free = reason == Reason.TOUCHED && !standing.holds();
        var since = free && subscriber.freeSince() == null ? now : subscriber.freeSince();
        var wanted = standing instanceof Entitled entitled && row.isPresent()
                ? wanting.of(connection, row.get(), entitled, plans)
                : free && since != null ? wanting.free(owner, since, now) : List.<Wanted>of();
        var waits = standing instanceof Entitled ? owing.waitsUntil(connection, owner, now) : null;
        var retry = waits == null ? give(round, plans, standing, wanted) : waits;
        if (row.isPresent()) {
            takingPeriodBack.adjust(connection, untold, row.get());
        }
        var next = earliest(course == null || row.isEmpty() ? null : nextOf(row.get(), course, now), retry);
        due.put(connection, owner, next);
        subscribers.settled(
                connection, owner, new Subscriber(since, now), settledUntil(free, standing, wanted, next, now));
        untold.whenCommitted(() -> settledOwners.changed(owner));
        return now;
    }

    private Optional<SubscriptionRow> current(Round round) throws SQLException {
        var rows = subscriptions.latest(round.connection(), round.owner());
        for (var row : rows) {
            if (row.told().state() != SubscriptionState.ASKED) {
                return Optional.of(row.isComped() ? prolonging.prolong(round.connection(), row, round.now()) : row);
            }
        }
        return Optional.empty();
    }

    private static @Nullable Instant nextOf(SubscriptionRow row, Course course, Instant now) {
        var next = course.nextAfter(now).orElse(null);
        var period = row.told().period();
        if (!row.isComped()
                || period == null
                || !period.end().isAfter(now)
                || row.told().endsAt() != null) {
            return next;
        }
        return earliest(next, period.end());
    }

    private static @Nullable Instant earliest(@Nullable Instant one, @Nullable Instant other) {
        return Stream.of(Optional.ofNullable(one), Optional.ofNullable(other))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private void endIfOver(Round round, SubscriptionRow row, Standing standing) throws SQLException {
        var endsAt = row.told().endsAt();
        boolean over = standing instanceof Standing.Over && endsAt != null && !endsAt.isAfter(round.now());
        if (over && row.told().state().isLive()) {
            subscriptions.save(round.connection(), row.with(row.told().in(SubscriptionState.ENDED)), round.now());
            overuse.forgive(round.connection(), row.owner());
            var plan = terms.find(
                            round.connection(),
                            row.owner(),
                            row.key(),
                            row.told().switchNumber())
                    .orElseThrow()
                    .plan();
            round.untold()
                    .add(new BillingEvent.SubscriptionDeactivated(round.owner().billable(), row.key(), plan));
        }
    }

    /** What time has gone over is noted as provided, without credits; a period that another followed is closed. */
    private void notePassed(Round round, SubscriptionRow row, @Nullable Course course, Standing standing)
            throws SQLException {
        var latest = course == null ? Optional.<PaidPeriod>empty() : course.latest(round.now());
        if (latest.isEmpty() || course == null) {
            return;
        }
        for (var period : course.paid()) {
            if (period.equals(latest.get())) {
                notePassed(round, row.key(), passedOf(round, row, period, course, standing));
            } else if (!period.span().start().isAfter(round.now())) {
                notePassed(round, row.key(), wanting.passed(round.connection(), row, period));
                periods.close(round.connection(), row, period);
                tellRenewed(round, row, period, latest.get());
            }
        }
    }

    /** Of the latest period, what is over; all that had begun, once the subscription has ended. */
    private List<Wanted> passedOf(Round round, SubscriptionRow row, PaidPeriod latest, Course course, Standing standing)
            throws SQLException {
        var endsAt = course.endsAt();
        return standing instanceof Standing.Over && endsAt != null
                ? wanting.begunBefore(round.connection(), row, latest, endsAt)
                : wanting.passedBy(round.connection(), row, latest, round.now());
    }

    /** What was paid of a subscription that has ended is noted however late it is heard of, also when another has followed. */
    void noteEnded(Connection connection, SubscriptionRow row, Instant now) throws SQLException {
        var endsAt = row.told().endsAt();
        if (row.told().state() == SubscriptionState.ENDED && endsAt != null) {
            var round = new Round(connection, new Untold(), row.owner(), now);
            for (var period : periods.open(connection, row)) {
                notePassed(round, row.key(), wanting.begunBefore(connection, row, period, endsAt));
            }
        }
    }

    private void notePassed(Round round, String source, List<Wanted> passed) throws SQLException {
        var starts = passed.stream().map(each -> each.slot().span().start()).toList();
        if (starts.isEmpty()) {
            return;
        }
        var known = history.known(round.connection(), round.owner(), source, starts);
        for (var each : passed) {
            if (!known.containsKey(Place.of(each.slot()))) {
                history.provided(round.connection(), round.owner(), each, 1, null, round.now());
            }
        }
    }

    private void tellRenewed(Round round, SubscriptionRow row, PaidPeriod earlier, PaidPeriod latest)
            throws SQLException {
        if (!latest.span().start().isBefore(earlier.span().end())) {
            owing.note(round.connection(), row, latest, round.now());
            var plan = terms.find(round.connection(), row.owner(), row.key(), latest.switchNumber())
                    .orElseThrow()
                    .plan();
            round.untold()
                    .add(new BillingEvent.SubscriptionRenewed(
                            round.owner().billable(), row.key(), plan, latest.span()));
        }
    }

    /** When what failed is tried again; none if nothing did. */
    private @Nullable Instant give(Round round, Subscriptions plans, Standing standing, List<Wanted> wanted)
            throws SQLException {
        var source = wanted.isEmpty() ? Slot.FREE : wanted.get(0).slot().source();
        var known = history.known(
                round.connection(),
                round.owner(),
                source,
                wanted.stream().map(each -> each.slot().span().start()).toList());
        var joined = settings.credits().joining(round.connection());
        var work = new Exchanging.Work(
                round.connection(),
                round.owner(),
                plans,
                settings.zone(),
                settings.kinds(),
                new PlanBook(round.connection(), joined, round.owner(), round.now()),
                round.now());
        var credits = new ArrayList<Credit>();
        var others = new ArrayList<Wanted>();
        for (var each : wanted) {
            credit(each).ifPresentOrElse(credits::add, () -> others.add(each));
        }
        new Exchanging(work, standing).exchange(credits, provided(known));
        round.untold().add(joined);
        return giving.give(work, others, known);
    }

    /** Credits that cannot be read, as when their type was left out, are a thing that cannot be given now; the rest comes. */
    private Optional<Credit> credit(Wanted wanted) {
        if (!wanted.provided().kind().equals(CreditAmount.WORD)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Credit(wanted, (CreditAmount) settings.kinds().read(wanted.provided())));
        } catch (RuntimeException e) {
            return Optional.empty(); // what is wrong with it is noted where it is tried
        }
    }

    private static Map<Place, Noted> provided(Map<Place, Noted> known) {
        var provided = new HashMap<>(known);
        provided.values().removeIf(noted -> !noted.isProvided());
        return provided;
    }

    /** Until then a touch has nothing to do; where the catalogue gives nothing, it is asked again every day. */
    private static @Nullable Instant settledUntil(
            boolean free, Standing standing, List<Wanted> wanted, @Nullable Instant next, Instant now) {
        if (!free) {
            return standing.holds() ? next : now;
        }
        var freeEnds = wanted.stream()
                .map(Wanted::expiresAt)
                .min(Comparator.naturalOrder())
                .orElse(now.plus(NOTHING_FREE));
        return earliest(next, freeEnds);
    }
}
