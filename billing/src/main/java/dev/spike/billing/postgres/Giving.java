package dev.spike.billing.postgres;

import dev.spike.billing.Provision;
import dev.spike.billing.postgres.Exchanging.Work;
import dev.spike.billing.postgres.PlanHistoryStore.Noted;
import dev.spike.billing.postgres.PlanHistoryStore.Place;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What plans give besides credits, each under a savepoint of its own: one that fails is tried again and takes nothing with it. */
final class Giving {

    private static final Logger LOG = LoggerFactory.getLogger(Giving.class);

    private static final Noted NEVER_TRIED = new Noted(0, false, Instant.EPOCH);

    private final BillingSettings settings;
    private final PlanHistoryStore history = new PlanHistoryStore();

    Giving(BillingSettings settings) {
        this.settings = settings;
    }

    /** When the next is to be tried again; none if all is given. */
    @Nullable
    Instant give(Work work, List<Wanted> wanted, Map<Place, Noted> known) throws SQLException {
        Instant earliest = null;
        for (var each : wanted) {
            var noted = known.getOrDefault(Place.of(each.slot()), NEVER_TRIED);
            var next = noted.nextAttemptAt();
            if (!noted.isProvided() && next != null) {
                next = next.isAfter(work.now()) ? next : attempt(work, each, noted.attempts() + 1);
                earliest = next != null && (earliest == null || next.isBefore(earliest)) ? next : earliest;
            }
        }
        return earliest;
    }

    private @Nullable Instant attempt(Work work, Wanted wanted, int attempt) throws SQLException {
        var connection = work.connection();
        var savepoint = connection.setSavepoint();
        var key = wanted.slot().key();
        try {
            var thing = work.kinds().read(wanted.provided());
            var provision = new Provision(
                    key, work.owner().billable(), thing, wanted.slot().source(), work.now());
            settings.kinds().added(wanted.provided().kind()).provide(connection, provision);
            history.provided(connection, work.owner(), wanted, attempt, null, work.now());
            connection.releaseSavepoint(savepoint);
            return null;
        } catch (SQLException | RuntimeException | Error e) {
            connection.rollback(savepoint);
            LOG.warn("{} could not be provided, which is attempt {}", key, attempt, Unsaid.of(e));
            var next = BackOff.next(attempt, work.now());
            history.failed(connection, work.owner(), wanted, attempt, Shown.cause(e), work.now(), next);
            return next;
        }
    }
}
