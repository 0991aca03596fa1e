package dev.spike.billing.postgres;

import java.util.Locale;

/** Where a dispute stands, as its table says it. */
enum DisputeState {
    OPEN,
    LOST,
    WON;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
