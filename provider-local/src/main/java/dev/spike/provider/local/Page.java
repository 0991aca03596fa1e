package dev.spike.provider.local;

import dev.spike.billing.provider.CheckoutRequest;
import dev.spike.billing.provider.Payment;
import org.jspecify.annotations.Nullable;

/**
 * A checkout as the provider keeps it.
 *
 * @param secret the secret part of the page's address
 * @param form without it, no form of the page is accepted
 * @param card the one that waits to be confirmed
 * @param payment once it is paid
 */
record Page(
        CheckoutRequest request,
        String secret,
        String form,
        State state,
        @Nullable TestCard card,
        @Nullable Payment payment) {

    enum State {
        OPEN,
        PAID,
        EXPIRED
    }

    static Page opened(CheckoutRequest request) {
        return new Page(request, Ids.make(""), Ids.make(""), State.OPEN, null, null);
    }

    Page waitingFor(@Nullable TestCard confirmed) {
        return new Page(request, secret, form, State.OPEN, confirmed, null);
    }

    Page expired() {
        return new Page(request, secret, form, State.EXPIRED, null, null);
    }

    Page paid(Payment taken) {
        return new Page(request, secret, form, State.PAID, null, taken);
    }

    String key() {
        return request.key();
    }
}
