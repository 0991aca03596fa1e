package dev.spike.billing;

import dev.spike.ledger.SpikeError;
import java.util.Locale;

/** The stable name of every error of billing: safe to store, to log and to switch on. Names are never changed. */
public enum BillingError implements SpikeError {
    /** What is configured for sale has mistakes. */
    CATALOGUE_INVALID,
    /** No such product is for sale. */
    PRODUCT_UNKNOWN,
    /** A quantity is below the least or above the most. */
    QUANTITY_OUT_OF_RANGE,
    /** There would be more lines in the cart than the limit. */
    CART_FULL,
    /** A product is not sold in the currency of the cart. */
    CURRENCY_MIXED,
    /** The letters name no currency. */
    CURRENCY_UNKNOWN,
    /** There is no such discount code, or no more. */
    CODE_UNKNOWN,
    /** The discount code was used as often as it may be. */
    CODE_USED_UP,
    /** The discount is of another currency than the cart. */
    CODE_OF_ANOTHER_CURRENCY,
    /** There is nothing to pay for. */
    CART_EMPTY,
    /** A price, a total or what would be provided does not fit 64 bits. */
    TOTAL_TOO_LARGE,
    /** Where the customer is sent afterwards is no address of a page. */
    PAGE_ADDRESS_INVALID,
    /** Something has a price, and no provider takes the money. */
    PROVIDER_MISSING,
    /** The provider said no. */
    PROVIDER_REFUSED,
    /** The order is not one of this billable that was paid with money. */
    ORDER_NOT_PAID,
    /** A refund is zero, more than is left of the payment, or of another currency. */
    REFUND_OUT_OF_RANGE,
    /** Another refund of the order is not yet answered. */
    REFUND_UNANSWERED,
    /** No such plan can be subscribed to. */
    PLAN_UNKNOWN,
    /** There is no subscription that could be changed so. */
    NOT_SUBSCRIBED,
    /** A subscription that is paid for would go on beside what is given for nothing. */
    SUBSCRIBED_FOR_MONEY,
    /** Whoever is to be forgotten pays for a subscription that goes on. */
    STILL_SUBSCRIBED,
    /** Whoever is to be forgotten may still pay for something: an order, or a page on which to subscribe. */
    CHECKOUT_OPEN,
    /** A charge is not yet answered. */
    CHARGE_UNANSWERED,
    /** A webhook that names the customer is not yet worked. */
    DELIVERY_UNSETTLED,
    /** Something was chosen in the settings that cannot be kept, or is none. */
    SETTINGS_INVALID,
    /** The database did not do its part. */
    BILLING_UNAVAILABLE,
    /** The stored rows contradict each other. */
    BILLING_BROKEN;

    @Override
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
