package dev.spike.spring.problems;

import static org.springframework.http.HttpStatus.BAD_REQUEST;
import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.FORBIDDEN;
import static org.springframework.http.HttpStatus.INTERNAL_SERVER_ERROR;
import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.PAYMENT_REQUIRED;
import static org.springframework.http.HttpStatus.SERVICE_UNAVAILABLE;
import static org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT;

import dev.spike.billing.BillingError;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.SpikeError;
import dev.spike.spring.metered.MeteredError;
import java.util.Locale;
import org.springframework.http.HttpStatus;

/** What an HTTP client is told of an error: its status, and whether it may simply ask again. The one mapping there is. */
enum ProblemKind {
    NOT_ENOUGH_BALANCE(PAYMENT_REQUIRED),
    /** More came together than was held, and the rest was refused. */
    NOT_ENOUGH_AFTER_ALL(PAYMENT_REQUIRED),
    /** As the IETF's draft on the Idempotency-Key header has it. */
    KEY_REUSED(UNPROCESSABLE_CONTENT),
    ALREADY_DONE(CONFLICT),
    STILL_RUNNING(CONFLICT),
    KEY_INVALID(BAD_REQUEST),
    ATTEMPTS_USED_UP(CONFLICT),
    NOBODY_TO_CHARGE(FORBIDDEN),
    INVALID(BAD_REQUEST),
    MISSING(NOT_FOUND),
    CONFLICTING(CONFLICT),
    UNAVAILABLE(SERVICE_UNAVAILABLE),
    OUTCOME_UNKNOWN(SERVICE_UNAVAILABLE),
    BROKEN(INTERNAL_SERVER_ERROR);

    private final HttpStatus status;

    ProblemKind(HttpStatus status) {
        this.status = status;
    }

    HttpStatus status() {
        return status;
    }

    /** Whether the same request may succeed a little later. */
    boolean isForNow() {
        return this == STILL_RUNNING || status == SERVICE_UNAVAILABLE;
    }

    /** Where its texts are found. */
    String messageKey() {
        var word = this == CONFLICTING
                ? "conflict"
                : name().toLowerCase(Locale.ROOT).replace('_', '-');
        return "spike.problem." + word;
    }

    /** An error of somebody else's module is not the client's fault. */
    static ProblemKind of(SpikeError error) {
        if (error instanceof ErrorCode code) {
            return ofLedger(code);
        }
        if (error instanceof BillingError code) {
            return ofBilling(code);
        }
        return error instanceof MeteredError code ? ofMetered(code) : BROKEN;
    }

    private static ProblemKind ofLedger(ErrorCode code) {
        return switch (code) {
            case NOT_ENOUGH_BALANCE -> NOT_ENOUGH_BALANCE;
            case KEY_REUSED -> KEY_REUSED;
            case OUTCOME_UNKNOWN -> OUTCOME_UNKNOWN;
            case LEDGER_UNAVAILABLE -> UNAVAILABLE;
            case LEDGER_BROKEN -> BROKEN;
            case HOLD_UNKNOWN, UNKNOWN_CREDIT_TYPE -> MISSING;
            case GRANT_NOT_OPEN, GRANT_HAS_LESS, NOTHING_TO_REVERSE, REVERSAL_TOO_LARGE, HISTORY_FORGOTTEN ->
                CONFLICTING;
            case AMOUNT_NOT_POSITIVE,
                    AMOUNT_TOO_PRECISE,
                    AMOUNT_TOO_LARGE,
                    TEXT_BLANK,
                    TEXT_TOO_LONG,
                    TEXT_NOT_STORABLE,
                    METADATA_TOO_LARGE,
                    GROUPED_SPEND_WITH_DETAILS,
                    TOO_MANY_ACCOUNTS,
                    ACCOUNT_NAMED_TWICE,
                    INSTANT_OUT_OF_RANGE,
                    PAGE_SIZE_OUT_OF_RANGE,
                    DAYS_OUT_OF_ORDER,
                    STARTS_IN_THE_PAST,
                    EXPIRES_BEFORE_START,
                    DATED_IN_THE_FUTURE,
                    DEADLINE_PASSED,
                    DEADLINE_TOO_FAR -> INVALID;
        };
    }

    private static ProblemKind ofBilling(BillingError code) {
        return switch (code) {
            case PRODUCT_UNKNOWN, PLAN_UNKNOWN, CODE_UNKNOWN -> MISSING;
            case CART_EMPTY,
                    CODE_USED_UP,
                    ORDER_NOT_PAID,
                    REFUND_UNANSWERED,
                    NOT_SUBSCRIBED,
                    SUBSCRIBED_FOR_MONEY,
                    STILL_SUBSCRIBED,
                    CHECKOUT_OPEN,
                    CHARGE_UNANSWERED,
                    DELIVERY_UNSETTLED,
                    PROVIDER_REFUSED -> CONFLICTING;
            case QUANTITY_OUT_OF_RANGE,
                    CART_FULL,
                    CURRENCY_MIXED,
                    CURRENCY_UNKNOWN,
                    CODE_OF_ANOTHER_CURRENCY,
                    TOTAL_TOO_LARGE,
                    PAGE_ADDRESS_INVALID,
                    SETTINGS_INVALID,
                    REFUND_OUT_OF_RANGE -> INVALID;
            case BILLING_UNAVAILABLE -> UNAVAILABLE;
            case CATALOGUE_INVALID, PROVIDER_MISSING, BILLING_BROKEN -> BROKEN;
        };
    }

    private static ProblemKind ofMetered(MeteredError code) {
        return switch (code) {
            case ALREADY_DONE -> ALREADY_DONE;
            case STILL_RUNNING -> STILL_RUNNING;
            case IDEMPOTENCY_KEY_INVALID -> KEY_INVALID;
            case ATTEMPTS_USED_UP -> ATTEMPTS_USED_UP;
            case NOBODY_TO_CHARGE -> NOBODY_TO_CHARGE;
            case AMOUNT_INVALID -> BROKEN;
        };
    }
}
