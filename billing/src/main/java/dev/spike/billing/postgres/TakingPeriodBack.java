package dev.spike.billing.postgres;

import dev.spike.billing.CreditAmount;
import dev.spike.billing.OrderLine.Provided;
import dev.spike.billing.postgres.PaymentStore.Noted;
import dev.spike.billing.postgres.TakingBack.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Sees to it that of the credits of a paid period the share of its returned money is gone, and no more; what comes later in a
 * paid year loses it when it comes. What was carried over from them is theirs. The subscriber's lock is held.
 */
final class TakingPeriodBack {

    private final BillingSettings settings;
    private final TakingCredits takingCredits;
    private final PaymentStore payments = new PaymentStore();
    private final PlanGrantStore grants = new PlanGrantStore();

    TakingPeriodBack(BillingSettings settings) {
        this.settings = settings;
        this.takingCredits = new TakingCredits(settings);
    }

    /** Of all periods of the subscription of which something was returned. */
    void adjust(Connection connection, Untold untold, SubscriptionRow row) throws SQLException {
        if (!row.isComped()) {
            adjust(connection, untold, payments.returnedOf(connection, row.owner(), row.key()));
        }
    }

    private record Due(Noted payment, PlanGrant grant) {}

    /** Of the periods that were paid so; what came again pays none. */
    void adjust(Connection connection, Untold untold, List<Noted> paid) throws SQLException {
        var due = new ArrayList<Due>();
        for (var payment : paid) {
            var period = payment.period();
            if (period != null && !payment.money().isZero()) {
                for (var grant : grants.ofPeriod(connection, payment.paidFor(), period)) {
                    due.add(new Due(payment, grant));
                }
            }
        }
        due.removeIf(each -> each.grant().figures().returned() == share(each)
                || !settings.kinds().hasCreditType(each.grant().creditType()));
        due.sort(Comparator.comparing(each -> each.grant().creditType()));
        for (var each : due) {
            take(connection, untold, each);
        }
    }

    private static long share(Due due) {
        var payment = due.payment();
        return ReturnedShare.of(due.grant().figures().amount(), payment.returned(), payment.money());
    }

    private void take(Connection connection, Untold untold, Due due) throws SQLException {
        var owner = due.payment().paidFor().owner();
        var joined = settings.credits().joining(connection);
        var level = new Level(due.payment().returned(), due.payment().money());
        long target = takingCredits.bringTo(connection, joined, goal(connection, owner, due.grant()), level);
        grants.returned(connection, owner, due.grant(), target);
        untold.add(joined);
    }

    private TakingCredits.Goal goal(Connection connection, Owner owner, PlanGrant grant) throws SQLException {
        var slot = grant.slot();
        var from = new ArrayList<>(List.of(grant.grant()));
        from.addAll(grants.carriedOf(connection, owner, grant));
        return new TakingCredits.Goal(
                provision(owner, slot), grant.creditType(), grant.figures().amount(), from);
    }

    /** What the taking back of a slot is called: SLOT/back/STEP. */
    static DueProvision provision(Owner owner, Slot slot) {
        var position = slot.position() + "/" + slot.span().start();
        return new DueProvision(owner, slot.source(), position, new Provided(CreditAmount.WORD, Map.of()), 1, 0);
    }
}
