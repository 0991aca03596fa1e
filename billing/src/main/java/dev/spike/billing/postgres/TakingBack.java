package dev.spike.billing.postgres;

import dev.spike.billing.CreditAmount;
import dev.spike.billing.Money;
import dev.spike.billing.Order;
import dev.spike.billing.Provision;
import dev.spike.billing.TakeBack;
import dev.spike.billing.postgres.TakeBackStepStore.Step;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.JoinedCredits;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that of each thing an order has provided the share of its returned money is gone, and no more: what counts is how
 * much is returned in total, not in which order it was told. Each under a savepoint of its own, like the providing.
 */
final class TakingBack {

    private static final Logger LOG = LoggerFactory.getLogger(TakingBack.class);

    private final BillingSettings settings;
    private final TakingCredits takingCredits;
    private final ProvideHistoryStore history = new ProvideHistoryStore();
    private final TakeBackStore takeBacks = new TakeBackStore();
    private final TakeBackStepStore steps = new TakeBackStepStore();

    TakingBack(BillingSettings settings) {
        this.settings = settings;
        this.takingCredits = new TakingCredits(settings);
    }

    /** What is returned in total of what was paid. */
    record Level(Money returned, Money paid) {}

    /** Brings all that the order has provided to where its returned money says. The order's lock is held. */
    void adjust(Connection connection, Untold untold, PlacedOrder placed, Instant now) throws SQLException {
        if (!(placed.order() instanceof Order.Paid paid)
                || paid.totals().total().isZero()) {
            return;
        }
        var level = new Level(paid.returned(), paid.totals().total());
        for (var thing : history.provided(connection, placed.owner(), paid.id())) {
            adjust(connection, untold, thing, level, now);
        }
    }

    private void adjust(Connection connection, Untold untold, ProvidedThing thing, Level level, Instant now)
            throws SQLException {
        var reached = takeBacks.reached(connection, thing.provision());
        long wanted = level.returned().minor();
        if (reached.returnedMinor() != wanted) {
            attempt(connection, untold, thing, level, now);
        } else if (reached.attempts() > 0) {
            takeBacks.taken(connection, thing.provision(), wanted);
        }
    }

    private void attempt(Connection connection, Untold untold, ProvidedThing thing, Level level, Instant now)
            throws SQLException {
        var savepoint = connection.setSavepoint();
        try {
            var told = taken(connection, thing, level);
            takeBacks.taken(connection, thing.provision(), level.returned().minor());
            connection.releaseSavepoint(savepoint);
            told.forEach(untold::add);
        } catch (SQLException | RuntimeException | Error e) {
            connection.rollback(savepoint);
            var provision = thing.provision();
            int attempts = takeBacks.reached(connection, provision).attempts() + 1;
            LOG.warn("{} could not be taken back, which is attempt {}", provision.key(), attempts, Unsaid.of(e));
            takeBacks.failed(connection, provision, Shown.cause(e), now, BackOff.next(attempts, now));
        }
    }

    private List<JoinedCredits> taken(Connection connection, ProvidedThing thing, Level level) throws SQLException {
        var provision = thing.provision();
        var providable = settings.kinds().read(provision.provided()).times(provision.quantity());
        if (providable instanceof CreditAmount amount) {
            return thing.grant() == null ? List.of() : List.of(taken(connection, thing, amount, thing.grant(), level));
        }
        int step = steps.steps(connection, provision).size() + 1;
        var provided = new Provision(
                provision.key(), provision.owner().billable(), providable, provision.source(), thing.at());
        var takeBack = new TakeBack(key(provision, step), provided, level.returned(), level.paid());
        settings.kinds().added(provision.provided().kind()).takeBack(connection, takeBack);
        steps.add(connection, provision, new Step(step, 0, 0, 0));
        return List.of();
    }

    private JoinedCredits taken(
            Connection connection, ProvidedThing thing, CreditAmount amount, GrantId grant, Level level)
            throws SQLException {
        var joined = settings.credits().joining(connection);
        var goal = new TakingCredits.Goal(thing.provision(), amount.creditType().id(), amount.amount(), List.of(grant));
        takingCredits.bringTo(connection, joined, goal, level);
        return joined;
    }

    /** ORDER/LINE/POSITION/back/STEP. */
    static String key(DueProvision provision, int step) {
        return provision.key() + "/back/" + step;
    }
}
