package dev.spike.billing.postgres;

import dev.spike.billing.CreditAmount;
import dev.spike.billing.Provision;
import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Credits;
import dev.spike.ledger.JoinedCredits;
import dev.spike.ledger.Source;
import dev.spike.ledger.TransactionType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was bought is given, each thing under a savepoint of its own: one that fails is noted and tried again later, and takes
 * nothing else with it.
 */
final class Providing {

    private static final Logger LOG = LoggerFactory.getLogger(Providing.class);

    /** Credits before all else and by credit type, so that two orders of one billable lock its accounts in one order. */
    private static final Comparator<DueProvision> IN_ORDER = Comparator.comparing(
                    (DueProvision due) -> !due.provided().kind().equals(CreditAmount.WORD))
            .thenComparing(due -> due.provided().kind())
            .thenComparing(due -> due.provided().terms().getOrDefault("type", ""));

    private final Credits credits;
    private final Kinds kinds;
    private final ZoneId zone;
    private final ProvideHistoryStore history = new ProvideHistoryStore();

    Providing(BillingSettings settings) {
        this.credits = settings.credits();
        this.kinds = settings.kinds();
        this.zone = settings.zone();
    }

    void provide(Connection connection, Untold untold, PlacedOrder placed, Instant now) throws SQLException {
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
        due.sort(IN_ORDER);
        return due;
    }

    /** Gives it and notes that it was given; or notes why not. */
    void attempt(Connection connection, Untold untold, DueProvision due, Instant now) throws SQLException {
        var savepoint = connection.setSavepoint();
        try {
            var told = given(connection, due, now);
            history.provided(connection, due, now);
            connection.releaseSavepoint(savepoint);
            told.forEach(untold::add);
        } catch (SQLException | RuntimeException e) {
            connection.rollback(savepoint);
            LOG.warn("{} could not be provided, which is attempt {}", due.key(), due.attempts() + 1, e);
            history.failed(connection, due, Shown.cause(e), now, BackOff.next(due.attempts() + 1, now));
        }
    }

    /** Joined anew for each, so that nothing is told of what was rolled back. */
    private List<JoinedCredits> given(Connection connection, DueProvision due, Instant now) throws SQLException {
        var providable = kinds.read(due.provided()).times(due.quantity());
        var provision = new Provision(due.key(), due.owner().billable(), providable, due.source(), now);
        if (providable instanceof CreditAmount amount) {
            var joined = credits.joining(connection);
            if (amount.amount() > 0) {
                joined.of(provision.billable(), amount.creditType().id()).add(addition(provision, amount));
            }
            return List.of(joined);
        }
        kinds.added(due.provided().kind()).provide(connection, provision);
        return List.of();
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
