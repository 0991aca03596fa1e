package dev.spike.billing.postgres;

import dev.spike.billing.BillingError;
import dev.spike.billing.BillingException;

/** Whose fault an error is. */
final class Faults {

    private Faults() {}

    /**
     * The error, where what was asked is at fault, so that it is an answer.
     *
     * @throws BillingException the same, where the database is at fault
     */
    static BillingError ofTheAsker(BillingException fault) {
        if (fault.error() instanceof BillingError error
                && error != BillingError.BILLING_UNAVAILABLE
                && error != BillingError.BILLING_BROKEN) {
            return error;
        }
        throw fault;
    }
}
