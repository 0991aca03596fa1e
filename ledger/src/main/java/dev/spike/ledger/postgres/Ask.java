package dev.spike.ledger.postgres;

import dev.spike.ledger.IdempotencyKey;
import dev.spike.ledger.Receipt.Asked;
import dev.spike.ledger.Verb;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request as the write path sees it.
 *
 * @param keyMade whether the key was made for this request, so that nobody can have used it before
 * @param fingerprint of everything that was asked, to tell a repeat from another request under the same key
 */
record Ask(Verb verb, long amount, IdempotencyKey key, boolean keyMade, UUID fingerprint) {

    static Ask of(Verb verb, long amount, @Nullable IdempotencyKey given, UUID fingerprint) {
        return new Ask(verb, amount, given == null ? IdempotencyKey.random() : given, given == null, fingerprint);
    }

    /** The same request tried once more: its key may have been used by the first try. */
    Ask again() {
        return new Ask(verb, amount, key, false, fingerprint);
    }

    /** The part of the request that asks so much of one account. */
    Ask partOf(long amount) {
        return new Ask(verb, amount, key, keyMade, fingerprint);
    }

    Asked asked() {
        return new Asked(verb, amount);
    }
}
