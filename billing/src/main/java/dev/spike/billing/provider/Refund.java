package dev.spike.billing.provider;

import dev.spike.billing.Money;

/** Money that has been returned; {@code id} is the provider's, the same in the answer and in the event. */
public record Refund(String id, String paymentId, Money money, Status status) {

    /** One that was made. */
    public Refund(String id, String paymentId, Money money) {
        this(id, paymentId, money, Status.MADE);
    }

    /** Where it stands. */
    public enum Status {
        /** The money is on its way, or has arrived. */
        MADE,
        /** It did not arrive; the money is with us again. */
        FAILED
    }

    /** The same refund, known not to have arrived. */
    public Refund failed() {
        return new Refund(id, paymentId, money, Status.FAILED);
    }
}
