package dev.spike.spring.metered;

import dev.spike.ledger.IdempotencyKey;
import dev.spike.ledger.OutcomeUnknownException;

/**
 * The keys of the ledger that belong to one key of a caller. An attempt has a key to hold and one to release by; what is paid
 * has keys that all attempts share, so that it is paid once whoever comes to it.
 *
 * @param place the method, and which of its calls within a request
 * @param text the caller's key
 * @param whenFailed told when the call has ended and nothing was paid or done
 */
record CallKey(String place, String text, Runnable whenFailed) {

    static CallKey of(String place, String text) {
        return new CallKey(place, text, () -> {});
    }

    String hold(int attempt) {
        return "hold" + attempt + ":" + place + ":" + text;
    }

    String release(int attempt) {
        return "release" + attempt + ":" + place + ":" + text;
    }

    String pay(int decision) {
        return "pay" + decision + ":" + place + ":" + text;
    }

    /** The caller knows its own key, not those of the ledger. */
    OutcomeUnknownException told(OutcomeUnknownException unknown) {
        return new OutcomeUnknownException(new IdempotencyKey(text), unknown);
    }
}
