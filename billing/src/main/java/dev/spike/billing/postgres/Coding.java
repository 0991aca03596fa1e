package dev.spike.billing.postgres;

import dev.spike.billing.BillingError;
import dev.spike.billing.BillingException;
import dev.spike.billing.Catalogue;
import dev.spike.billing.Discount;
import dev.spike.billing.Totals;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Whether a discount code may be used. Under the cart's lock, which all orders of a billable pass, so it is used no more than that. */
final class Coding {

    private final OrderStore orders = new OrderStore();

    /**
     * The discount of the code.
     *
     * @param totals of the cart so far; none while it is empty
     * @throws BillingException when there is none, when it is of another currency, when it was used often enough
     */
    Discount usable(
            Connection connection, Owner owner, CartRow cart, String code, Catalogue catalogue, @Nullable Totals totals)
            throws SQLException {
        var discount = catalogue
                .discount(code)
                .orElseThrow(() -> new BillingException(
                        BillingError.CODE_UNKNOWN,
                        "There is no discount code " + Shown.quoted(code) + ", or no more; remove it or mend it."));
        if (totals != null && !discount.reduction().fits(totals.subtotal())) {
            throw new BillingException(
                    BillingError.CODE_OF_ANOTHER_CURRENCY,
                    "The discount code " + Shown.quoted(code) + " is for " + discount.reduction()
                            + ", which cannot be taken off " + totals.subtotal()
                            + "; pay in its currency, or without it.");
        }
        long uses = orders.uses(connection, owner, discount.code(), cart.id());
        if (!discount.times().allowsAfter(uses)) {
            throw new BillingException(
                    BillingError.CODE_USED_UP,
                    "The discount code " + Shown.quoted(code) + " may be used " + discount.times()
                            + " and was; pay without" + " it.");
        }
        return discount;
    }
}
