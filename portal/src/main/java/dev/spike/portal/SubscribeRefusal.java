package dev.spike.portal;

import dev.spike.billing.BillingError;
import org.springframework.http.HttpStatus;

/**
 * What a customer reads of a refusal.
 *
 * @param words the end of the message's key
 * @param isAboutCode whether another code, or none, would help
 */
record SubscribeRefusal(HttpStatus status, String words, boolean isAboutCode) {

    static SubscribeRefusal of(BillingError why) {
        return switch (why) {
            case CODE_UNKNOWN, CODE_USED_UP, CODE_OF_ANOTHER_CURRENCY ->
                new SubscribeRefusal(HttpStatus.BAD_REQUEST, why.code(), true);
            case PROVIDER_REFUSED -> new SubscribeRefusal(HttpStatus.PAYMENT_REQUIRED, why.code(), false);
            case PROVIDER_MISSING, PLAN_UNKNOWN, NOT_SUBSCRIBED, SUBSCRIBED_FOR_MONEY ->
                new SubscribeRefusal(HttpStatus.CONFLICT, why.code(), false);
            case CATALOGUE_INVALID,
                    PRODUCT_UNKNOWN,
                    QUANTITY_OUT_OF_RANGE,
                    CART_FULL,
                    CURRENCY_MIXED,
                    CURRENCY_UNKNOWN,
                    CART_EMPTY,
                    TOTAL_TOO_LARGE,
                    PAGE_ADDRESS_INVALID,
                    ORDER_NOT_PAID,
                    REFUND_OUT_OF_RANGE,
                    REFUND_UNANSWERED,
                    STILL_SUBSCRIBED,
                    CHECKOUT_OPEN,
                    CHARGE_UNANSWERED,
                    DELIVERY_UNSETTLED,
                    SETTINGS_INVALID,
                    BILLING_UNAVAILABLE,
                    BILLING_BROKEN -> new SubscribeRefusal(HttpStatus.BAD_REQUEST, "other", false);
        };
    }

    Alert alert(Visit visit) {
        return new Alert(
                status,
                visit.reader().text("subscribe.refused." + words),
                isAboutCode ? visit.parameter("code").orElse("") : null,
                null);
    }
}
