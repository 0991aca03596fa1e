package dev.spike.billing.provider;

/** Why a provider said no. */
public enum Refusal {
    /** There is nothing under that key or id. */
    NOT_FOUND,
    /** The key was used for another request. */
    KEY_REUSED,
    /** The means of payment was declined. */
    DECLINED,
    /** The customer must confirm the payment in person. */
    NEEDS_AUTHENTICATION,
    /** There is no means of payment to charge. */
    NO_PAYMENT_METHOD,
    /** More would be returned than was paid. */
    REFUND_TOO_LARGE,
    /** The request cannot be done as it stands. */
    INVALID,
    /** The provider has no such verb; what was asked for is done by hand there. */
    NOT_OFFERED
}
