package dev.spike.billing.postgres;

import dev.spike.billing.DeliveryState;
import dev.spike.billing.postgres.InboxStore.Postponed;
import dev.spike.billing.provider.PaymentProvider;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deliveries of the inbox take effect, each in a database transaction of its own that also notes what became of it. So one
 * that fails takes no other with it, and one that took effect never does again. Of somebody who was forgotten it takes effect,
 * nobody hears of it, and its body goes.
 */
final class Working {

    private static final Logger LOG = LoggerFactory.getLogger(Working.class);

    private final BillingSettings settings;
    private final BillingDatabase database;
    private final Paying paying;
    private final Returning returning;
    private final Hearing hearing;
    private final InboxStore inbox = new InboxStore();
    private final ForgottenStore forgotten = new ForgottenStore();

    Working(BillingSettings settings, BillingDatabase database, Paying paying, Returning returning, Hearing hearing) {
        this.settings = settings;
        this.database = database;
        this.paying = paying;
        this.returning = returning;
        this.hearing = hearing;
    }

    /** How many were tried, at most {@code limit}; none without a provider, who alone can read them. */
    int work(Instant now, int limit) {
        var provider = settings.provider();
        int tried = 0;
        while (provider != null && tried < limit && workOne(provider, now)) {
            tried++;
        }
        return tried;
    }

    private boolean workOne(PaymentProvider provider, Instant now) {
        return database.inTransaction((connection, untold) -> {
            var due = inbox.lockDue(connection, provider.name(), now);
            if (due.isPresent()) {
                attempt(connection, untold, provider, due.get(), now);
            }
            return due.isPresent();
        });
    }

    /** Works this one now; nothing if it is settled, if somebody is at it, or if there is none. */
    void workNow(PaymentProvider provider, long number, Instant now) {
        database.inTransaction((connection, untold) -> {
            var unsettled = inbox.lockUnsettled(connection, provider.name(), number);
            if (unsettled.isPresent()) {
                attempt(connection, untold, provider, unsettled.get(), now);
            }
            return number;
        });
    }

    private void attempt(Connection connection, Untold untold, PaymentProvider provider, InboxRow row, Instant now)
            throws SQLException {
        var savepoint = connection.setSavepoint();
        var told = new Untold();
        try {
            var event = provider.read(row.delivery());
            var outcome = event.fold(new Applying(provider.name(), paying, returning, hearing))
                    .on(connection, told, now);
            note(connection, row, outcome, now);
            if (forgotten.isForgotten(connection, provider.name(), Named.by(event))) {
                inbox.drop(connection, row);
            } else {
                untold.addAll(told);
            }
            connection.releaseSavepoint(savepoint);
        } catch (SQLException | RuntimeException | Error e) {
            connection.rollback(savepoint);
            LOG.warn(
                    "Delivery {} of {} failed, which is attempt {}",
                    row.eventId(),
                    row.type(),
                    row.attempts() + 1,
                    Unsaid.of(e));
            postpone(connection, row, new Postponed(DeliveryState.FAILED, Shown.cause(e), null), now);
        }
    }

    private void note(Connection connection, InboxRow row, Outcome outcome, Instant now) throws SQLException {
        if (outcome instanceof Outcome.Waits waits) {
            postpone(connection, row, new Postponed(DeliveryState.WAITING, waits.cause(), waits.payment()), now);
        } else {
            var state = outcome instanceof Outcome.Ignored ? DeliveryState.IGNORED : DeliveryState.DONE;
            inbox.settled(connection, row, state, now);
        }
    }

    private void postpone(Connection connection, InboxRow row, Postponed postponed, Instant now) throws SQLException {
        inbox.postponed(connection, row, postponed, now, BackOff.next(row.attempts() + 1, now));
    }
}
