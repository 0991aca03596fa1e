package dev.spike.billing.postgres;

import java.util.Locale;

/** Where an order stands, as its table says it. */
enum OrderState {
    PENDING,
    PAID,
    CANCELLED,
    /** Money came, but not what was asked. */
    MISPAID;

    static OrderState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
