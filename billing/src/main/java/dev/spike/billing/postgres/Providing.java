package dev.spike.billing.postgres;

import dev.spike.billing.CreditAmount;
import dev.spike.billing.Provision;
import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Credits;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.JoinedCredits;
import dev.spike.ledger.Source;
import dev.spike.ledger.TransactionType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was bought is given, each thing under a savepoint of its own: one that fails is noted and tried again later, and takes
 * nothing else with it.
 */
final class Providing {

    private static final Logger LOG = LoggerFactory.getLogger(Providing.class);

    private final Credits credits;
    private final Kinds kinds;
    private final ZoneId zone;
    private final ProvideHistoryStore history = new ProvideHistoryStore();
    private final SubscriberStore subscribers = new SubscriberStore();

    Providing(BillingSettings settings) {
        this.credits = settings.credits();
        this.kinds = settings.kinds();
        this.zone = settings.zone();
    }

    /** What is paid after its owner was forgotten is given to nobody. */
    void provide(Connection connection, Untold untold, PlacedOrder placed, Instant now) throws SQLException {
        if (subscribers.isForgotten(connection, placed.owner())) {
            LOG.error(
                    "Order {} was paid after its customer was forgotten: nothing was provided; return the money",
                    placed.order().id());
            return;
        }
        for (var due : due(placed)) {
            attempt(connection, untold, due, now);
        }
    }

    private static List<DueProvision> due(PlacedOrder placed) {
        var due = new ArrayList<DueProvision>();
        var lines = placed.order().lines();
        for (int line = 0; line < lines.size(); line++) {
            var provides = lines.get(line).provides();
            for (int position = 0; position < provides.size(); position++) {
                due.add(new DueProvision(
                        placed.owner(),
                        placed.order().id().text(),
                        (line + 1) + "." + (position + 1),
                        provides.get(position),
                        lines.get(line).quantity(),
                        0));
            }
        }
        due.sort(DueProvision.IN_ORDER);
        return due;
    }

    /** Gives it and notes that it was given; or notes why not. */
    void attempt(Connection connection, Untold untold, DueProvision due, Instant now) throws SQLException {
        var savepoint = connection.setSavepoint();
        try {
            var given = given(connection, due, now);
            history.provided(connection, due, given.grant(), now);
            connection.releaseSavepoint(savepoint);
            given.joined().ifPresent(untold::add);
        } catch (SQLException | RuntimeException | Error e) {
            connection.rollback(savepoint);
            LOG.warn("{} could not be provided, which is attempt {}", due.key(), due.attempts() + 1, Unsaid.of(e));
            history.failed(connection, due, Shown.cause(e), now, BackOff.next(due.attempts() + 1, now));
        }
    }

    /**
     * What was given, and not yet told.
     *
     * @param grant that it made, where it was credits above zero
     */
    private record Given(
            Optional<JoinedCredits> joined, @Nullable GrantId grant) {}

    /** Joined anew for each, so that nothing is told of what was rolled back. */
    private Given given(Connection connection, DueProvision due, Instant now) throws SQLException {
        var providable = kinds.read(due.provided()).times(due.quantity());
        var provision = new Provision(due.key(), due.owner().billable(), providable, due.source(), now);
        if (!(providable instanceof CreditAmount amount)) {
            kinds.added(due.provided().kind()).provide(connection, provision);
            return new Given(Optional.empty(), null);
        }
        if (amount.amount() == 0) {
            return new Given(Optional.empty(), null);
        }
        var joined = credits.joining(connection);
        var granted = joined.of(provision.billable(), amount.creditType().id()).add(addition(provision, amount));
        return new Given(Optional.of(joined), granted.grant());
    }

    private AddRequest addition(Provision provision, CreditAmount amount) {
        var request = AddRequest.of(amount.amount())
                .withKey(provision.key())
                .as(TransactionType.PRODUCT)
                .from(Source.order(provision.orderId()));
        var lifetime = amount.expiresAfter();
        return lifetime == null ? request : request.expiringAt(lifetime.endFrom(provision.at(), zone));
    }
}
