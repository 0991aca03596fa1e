package dev.spike.portal;

import dev.spike.billing.BillingError;
import dev.spike.billing.BillingException;
import dev.spike.billing.Cart;
import org.springframework.http.HttpStatus;

/**
 * What of a form of the cart was wrong, to be said beside the field.
 *
 * @param product whose field it is; empty where the field is of none
 * @param typed what was in it
 */
record Fault(HttpStatus status, Spot spot, String product, String typed, String sentence) {

    /** Whose form it was. */
    enum Spot {
        OFFER,
        LINE,
        CHOSEN,
        CODE,
        CHOSEN_CODE,
        CURRENCY,
        CHECKOUT,
        NOWHERE
    }

    /** Nothing was wrong. */
    static final Fault NONE = new Fault(HttpStatus.OK, Spot.NOWHERE, "", "", "");

    /** @throws BillingException the same, where it was no mistake of the visitor's */
    static Fault of(Visit visit, Spot spot, Wish wish, BillingException cause) {
        if (!(cause.error() instanceof BillingError error)) {
            throw cause;
        }
        return new Fault(HttpStatus.BAD_REQUEST, spot, wish.product(), wish.quantity(), sentence(visit, error, cause));
    }

    /** What the visitor can do about it. */
    static String sentence(Visit visit, BillingError error, BillingException cause) {
        return switch (error) {
            case PRODUCT_UNKNOWN,
                    QUANTITY_OUT_OF_RANGE,
                    CART_FULL,
                    CURRENCY_MIXED,
                    CURRENCY_UNKNOWN,
                    CODE_UNKNOWN,
                    CODE_USED_UP,
                    CODE_OF_ANOTHER_CURRENCY,
                    CART_EMPTY,
                    TOTAL_TOO_LARGE -> sentence(visit, error);
            case PROVIDER_MISSING, PROVIDER_REFUSED, PAGE_ADDRESS_INVALID ->
                visit.reader().text("buy.wrong.provider-refused");
            case CATALOGUE_INVALID,
                    ORDER_NOT_PAID,
                    REFUND_OUT_OF_RANGE,
                    REFUND_UNANSWERED,
                    PLAN_UNKNOWN,
                    NOT_SUBSCRIBED,
                    SUBSCRIBED_FOR_MONEY,
                    STILL_SUBSCRIBED,
                    CHECKOUT_OPEN,
                    CHARGE_UNANSWERED,
                    DELIVERY_UNSETTLED,
                    SETTINGS_INVALID,
                    BILLING_UNAVAILABLE,
                    BILLING_BROKEN -> throw cause;
        };
    }

    /** The same, where it is known to be a mistake of the visitor's. */
    static String sentence(Visit visit, BillingError error) {
        return visit.reader().text("buy.wrong." + error.code(), "max", Cart.QUANTITY_MAX, "lines", Cart.LINES_MAX);
    }

    boolean isAt(Spot there, String ofProduct) {
        return spot == there && product.equals(ofProduct);
    }
}
