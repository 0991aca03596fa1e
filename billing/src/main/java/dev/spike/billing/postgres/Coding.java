package dev.spike.billing.postgres;

import dev.spike.billing.BillingError;
import dev.spike.billing.BillingException;
import dev.spike.billing.Catalogue;
import dev.spike.billing.Discount;
import dev.spike.billing.Money;
import dev.spike.billing.Repetition;
import dev.spike.billing.Totals;
import dev.spike.billing.provider.RecurringDiscount;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Whether a discount code may be used. Under the subscriber's lock, which orders with a code and plans of a billable pass, so it
 * is used no more than that; orders lock their cart before.
 */
final class Coding {

    private static final long NO_CART = 0;

    private final OrderStore orders = new OrderStore();
    private final SubscriberStore subscribers = new SubscriberStore();
    private final SubscriptionDiscountStore discounts = new SubscriptionDiscountStore();

    /**
     * The discount of the code.
     *
     * @param totals of the cart so far; none while it is empty
     * @throws BillingException when there is none, when it is of another currency, when it was used often enough
     */
    Discount usable(
            Connection connection, Owner owner, CartRow cart, String code, Catalogue catalogue, @Nullable Totals totals)
            throws SQLException {
        var discount = known(catalogue, code);
        if (totals != null) {
            checkFits(discount, totals.subtotal());
        }
        subscribers.lock(connection, owner);
        checkUses(discount, uses(connection, owner, discount.code(), cart.id()));
        return discount;
    }

    /**
     * The discount of the code for a plan: of so many periods as it may still be used. Under the subscriber's lock.
     *
     * @throws BillingException when there is none, when it is of another currency, when it was used often enough
     */
    RecurringDiscount usable(Connection connection, Owner owner, String code, Catalogue catalogue, Money price)
            throws SQLException {
        var discount = known(catalogue, code);
        checkFits(discount, price);
        long uses = uses(connection, owner, discount.code(), NO_CART);
        checkUses(discount, uses);
        boolean forever = discount.times().equals(Repetition.forever());
        int max = discount.times().max();
        var periods = forever ? discount.times() : Repetition.times(max - Math.toIntExact(uses));
        return new RecurringDiscount(discount.code(), discount.reduction(), periods);
    }

    /** Whether it could be used for a plan of that price. */
    boolean isUsable(Connection connection, Owner owner, Discount discount, Money price) throws SQLException {
        return discount.reduction().fits(price)
                && discount.times().allowsAfter(uses(connection, owner, discount.code(), NO_CART));
    }

    private static Discount known(Catalogue catalogue, String code) {
        return catalogue
                .discount(code)
                .orElseThrow(() -> new BillingException(
                        BillingError.CODE_UNKNOWN,
                        "There is no discount code " + Shown.quoted(code) + ", or no more; remove it or mend it."));
    }

    private static void checkFits(Discount discount, Money price) {
        if (!discount.reduction().fits(price)) {
            throw new BillingException(
                    BillingError.CODE_OF_ANOTHER_CURRENCY,
                    "The discount code " + Shown.quoted(discount.code()) + " is for " + discount.reduction()
                            + ", which cannot be taken off " + price + "; pay in its currency, or without it.");
        }
    }

    /** In other carts, and by plans: a period of a plan is a use. */
    private long uses(Connection connection, Owner owner, String code, long cart) throws SQLException {
        return Math.addExact(orders.uses(connection, owner, code, cart), discounts.uses(connection, owner, code));
    }

    private static void checkUses(Discount discount, long uses) {
        if (!discount.times().allowsAfter(uses)) {
            throw new BillingException(
                    BillingError.CODE_USED_UP,
                    "The discount code " + Shown.quoted(discount.code()) + " may be used " + discount.times()
                            + " and was; pay without it.");
        }
    }
}
