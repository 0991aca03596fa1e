package dev.spike.billing;

import java.net.URI;

/** What became of a wish to subscribe, or to change a subscription. */
public sealed interface SubscribeResult {

    /** Answers with the case that fits. */
    <R> R fold(Cases<R> cases);

    /** The customer subscribes there; the same wish leads to the same page. */
    record Page(String key, URI page) implements SubscribeResult {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.page(this);
        }
    }

    /** It is so. */
    record Done(Subscription subscription) implements SubscribeResult {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.done(this);
        }
    }

    /** It cannot be done as it stands; nothing has changed. */
    record Refused(BillingError why, String message) implements SubscribeResult {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.refused(this);
        }
    }

    /** The provider did not answer. Try again: whatever took effect is found, and nothing is done twice. */
    record TryAgain(String cause) implements SubscribeResult {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.tryAgain(this);
        }
    }

    /** An answer for every case. */
    interface Cases<R> {

        R page(Page result);

        R done(Done result);

        R refused(Refused result);

        R tryAgain(TryAgain result);
    }
}
