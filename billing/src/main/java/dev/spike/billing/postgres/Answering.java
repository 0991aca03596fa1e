package dev.spike.billing.postgres;

import dev.spike.billing.BillingError;
import dev.spike.billing.CheckoutResult;
import dev.spike.billing.provider.Checkout;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** What the provider answered about a checkout is noted, and becomes our answer; none when the cart is to be placed anew. */
final class Answering {

    private final BillingDatabase database;
    private final Paying paying;
    private final Cancelling cancelling = new Cancelling();
    private final CheckoutStore checkouts = new CheckoutStore();

    Answering(BillingDatabase database, Paying paying) {
        this.database = database;
        this.paying = paying;
    }

    Optional<CheckoutResult> paid(Checkout.Paid paid, Instant now) {
        var noted = database.inTransaction(
                (connection, untold) -> paying.paid(connection, untold, paid.key(), paid.payment(), now));
        return Optional.of(noted.order()
                .map(CheckoutResult.AlreadyPaid::new)
                .orElseThrow(() -> new IllegalStateException("The provider answered for the checkout "
                        + Shown.quoted(paid.key())
                        + ", which it was not asked for; its answers cannot be relied on.")));
    }

    /** Its page is noted. */
    URI open(Checkout.Open open, Instant now) {
        return database.inTransaction((connection, untold) -> {
            checkouts.opened(connection, open.key(), open.page(), now);
            return open.page();
        });
    }

    Optional<CheckoutResult> expired(String key, Instant now) {
        database.inTransaction((connection, untold) -> {
            cancelling.expired(connection, key, now);
            return key;
        });
        return Optional.empty();
    }

    /** The order is given up, whatever becomes of the page. */
    void givenUp(String key, Instant now) {
        database.inTransaction((connection, untold) -> {
            cancelling.givenUp(connection, key, now);
            return key;
        });
    }

    Optional<CheckoutResult> refused(String key, String message, Instant now) {
        database.inTransaction((connection, untold) -> {
            cancelling.refused(connection, key, message, now);
            return key;
        });
        return refused(message);
    }

    Optional<CheckoutResult> refused(String message) {
        return Optional.of(new CheckoutResult.Refused(BillingError.PROVIDER_REFUSED, Shown.cause(message)));
    }

    Optional<CheckoutResult> unknown(String key, String cause, Instant now) {
        database.inTransaction((connection, untold) -> {
            checkouts.unknown(connection, key, Shown.cause(cause), now);
            return key;
        });
        return Optional.of(new CheckoutResult.TryAgain(Shown.cause(cause)));
    }
}
