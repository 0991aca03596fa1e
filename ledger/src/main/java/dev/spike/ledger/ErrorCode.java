package dev.spike.ledger;

import java.util.Locale;

/** The stable name of every error of the ledger: safe to store, to log and to switch on. Names are never changed. */
public enum ErrorCode implements SpikeError {
    /** An amount was zero or negative. */
    AMOUNT_NOT_POSITIVE,
    /** An amount has more decimals than its credit type. */
    AMOUNT_TOO_PRECISE,
    /** An amount, or what would become of the account, does not fit 64 bits. */
    AMOUNT_TOO_LARGE,
    /** A text that must say something is blank. */
    TEXT_BLANK,
    /** A text is longer than its limit. */
    TEXT_TOO_LONG,
    /** A text has a character that cannot be stored. */
    TEXT_NOT_STORABLE,
    /** There are more metadata pairs than the limit. */
    METADATA_TOO_LARGE,
    /** A spend that is grouped by day carries a note, metadata or a date of its own. */
    GROUPED_SPEND_WITH_DETAILS,
    /** A spend of several accounts names more of them than the limit. */
    TOO_MANY_ACCOUNTS,
    /** A spend of several accounts names one of them twice. */
    ACCOUNT_NAMED_TWICE,
    /** An instant or a day lies outside the years 1 to 9999. */
    INSTANT_OUT_OF_RANGE,
    /** A page would have no rows, or more than the limit. */
    PAGE_SIZE_OUT_OF_RANGE,
    /** The first day asked for is later than the last. */
    DAYS_OUT_OF_ORDER,
    /** A grant would start before the decision. */
    STARTS_IN_THE_PAST,
    /** A grant would end at or before its start. */
    EXPIRES_BEFORE_START,
    /** A date given for the books lies in the future. */
    DATED_IN_THE_FUTURE,
    /** No such grant is open on this account. */
    GRANT_NOT_OPEN,
    /** The one grant named has less left than was to be removed. */
    GRANT_HAS_LESS,
    /** There is no such hold on this account. */
    HOLD_UNKNOWN,
    /** A hold would lapse at or before the decision. */
    DEADLINE_PASSED,
    /** A hold would last longer than {@code max-hold}. */
    DEADLINE_TOO_FAR,
    /** There is no accepted spend, capture or removal under the key to undo. */
    NOTHING_TO_REVERSE,
    /** More was to be undone than is left of it. */
    REVERSAL_TOO_LARGE,
    /** The instant lies before the oldest receipts that are kept. */
    HISTORY_FORGOTTEN,
    /** No such credit type is configured. */
    UNKNOWN_CREDIT_TYPE,
    /** The idempotency key was used for another request. */
    KEY_REUSED,
    /** There is not enough to spend or remove. */
    NOT_ENOUGH_BALANCE,
    /** Whether the request took effect could not be learned. */
    OUTCOME_UNKNOWN,
    /** The database did not do its part; nothing moved. */
    LEDGER_UNAVAILABLE,
    /** The stored rows contradict each other; nothing moved. */
    LEDGER_BROKEN;

    @Override
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
