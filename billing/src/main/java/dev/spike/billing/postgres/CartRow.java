package dev.spike.billing.postgres;

import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** An open cart as it is stored, without its items. */
record CartRow(
        long id,
        long revision,
        @Nullable Currency currency,
        @Nullable String code) {

    CartRow in(@Nullable Currency other) {
        return new CartRow(id, revision, other, code);
    }

    CartRow with(@Nullable String otherCode) {
        return new CartRow(id, revision, currency, otherCode);
    }
}
