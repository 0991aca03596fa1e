package dev.spike.billing;

import java.net.URI;

/** What became of a wish to pay. */
public sealed interface CheckoutResult {

    /** Answers with the case that fits. */
    <R> R fold(Cases<R> cases);

    /** The customer pays there; the same cart leads to the same page. */
    record Page(Order.Pending order, URI page) implements CheckoutResult {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.page(this);
        }
    }

    /** Nothing was to pay; it is provided. */
    record PaidAtOnce(Order.Paid order) implements CheckoutResult {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.paidAtOnce(this);
        }
    }

    /**
     * The page that was open before has been paid, maybe a moment ago: nothing was opened, and the cart is closed.
     *
     * @param order paid, or {@linkplain Order.Mispaid mispaid}
     */
    record AlreadyPaid(Order order) implements CheckoutResult {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.alreadyPaid(this);
        }
    }

    /** It cannot be paid as it stands; nothing was opened. */
    record Refused(BillingError why, String message) implements CheckoutResult {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.refused(this);
        }
    }

    /** The provider did not answer. Try again: whatever took effect is found, and nothing is opened twice. */
    record TryAgain(String cause) implements CheckoutResult {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.tryAgain(this);
        }
    }

    /** An answer for every case. */
    interface Cases<R> {

        R page(Page result);

        R paidAtOnce(PaidAtOnce result);

        R alreadyPaid(AlreadyPaid result);

        R refused(Refused result);

        R tryAgain(TryAgain result);
    }
}
