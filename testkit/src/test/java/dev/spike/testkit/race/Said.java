package dev.spike.testkit.race;

import dev.spike.ledger.HoldState;
import dev.spike.ledger.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * What a contender was answered.
 *
 * @param receipt if it is done
 * @param closed how the hold had ended before, if that is why it is not
 */
record Said(
        Contender contender,
        @Nullable Receipt receipt,
        @Nullable HoldState closed) {

    static Said done(Contender contender, Receipt receipt) {
        return new Said(contender, receipt, null);
    }

    static Said closed(Contender contender, HoldState state) {
        return new Said(contender, null, state);
    }

    static Said nothing(Contender contender) {
        return new Said(contender, null, null);
    }
}
