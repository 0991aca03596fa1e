package dev.spike.billing.postgres;

import dev.spike.billing.CheckoutResult;
import dev.spike.billing.provider.Checkout;
import dev.spike.billing.provider.PaymentProvider;
import dev.spike.billing.provider.Refusal;
import java.time.Instant;
import java.util.Optional;

/** The page of an order that the cart no longer is: it is ended before another is opened, unless it was paid. */
final class Ending {

    private final Answering answering;

    Ending(Answering answering) {
        this.answering = answering;
    }

    /** Nothing when it can no longer be paid. */
    Optional<CheckoutResult> end(PaymentProvider provider, String key, Instant now) {
        return provider.expireCheckout(key)
                .<Optional<CheckoutResult>>fold(
                        checkout -> ended(checkout, now),
                        refused -> refused.refusal() == Refusal.NOT_FOUND
                                ? neverOpened(provider, key, now)
                                : answering.refused(refused.message()),
                        unknown -> answering.unknown(key, unknown.cause(), now));
    }

    private Optional<CheckoutResult> ended(Checkout checkout, Instant now) {
        return checkout.<Optional<CheckoutResult>>fold(
                open -> Optional.of(new CheckoutResult.TryAgain("The earlier page could not be ended yet.")),
                paid -> answering.paid(paid, now),
                expired -> answering.expired(expired.key(), now));
    }

    /**
     * Another tab may be about to open it. So the order is given up first, which that tab sees if it comes later; if it came
     * before, its page is there to be ended now.
     */
    private Optional<CheckoutResult> neverOpened(PaymentProvider provider, String key, Instant now) {
        answering.givenUp(key, now);
        return provider.expireCheckout(key)
                .<Optional<CheckoutResult>>fold(
                        checkout -> ended(checkout, now),
                        refused -> refused.refusal() == Refusal.NOT_FOUND
                                ? answering.expired(key, now)
                                : answering.refused(refused.message()),
                        unknown -> answering.unknown(key, unknown.cause(), now));
    }
}
