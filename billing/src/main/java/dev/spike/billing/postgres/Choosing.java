package dev.spike.billing.postgres;

import dev.spike.billing.BillingError;
import dev.spike.billing.BillingException;
import dev.spike.billing.Catalogue;
import dev.spike.billing.Interval;
import dev.spike.billing.Money;
import dev.spike.billing.Plan;
import org.jspecify.annotations.Nullable;

/**
 * A plan of the catalogue, and how it is paid.
 *
 * @param price none where nobody pays
 */
record Choosing(Plan plan, Interval interval, @Nullable Money price) {

    /** No id of a plan is longer. */
    private static final int PLAN_ID_MAX = 255;

    /** @throws BillingException when there is none to subscribe to, or not by that interval */
    static Choosing of(Catalogue catalogue, String planId, Interval interval) {
        var plan = planId.length() > PLAN_ID_MAX
                ? null
                : catalogue
                        .plan(planId)
                        .filter(found -> !found.archived() || found.isFree())
                        .orElse(null);
        if (plan == null || !plan.intervals().contains(interval)) {
            throw new BillingException(
                    BillingError.PLAN_UNKNOWN,
                    "There is no plan " + Shown.quoted(planId) + " to subscribe to " + interval.word()
                            + "; choose one of those that are shown.");
        }
        return new Choosing(plan, interval, plan.price(interval).orElse(null));
    }

    Choosing withoutPayment() {
        return new Choosing(plan, interval, null);
    }

    PlanTerms terms(int switchNumber) {
        return PlanTerms.of(switchNumber, plan, interval, price);
    }
}
