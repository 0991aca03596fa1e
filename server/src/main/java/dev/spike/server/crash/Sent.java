package dev.spike.server.crash;

import dev.spike.ledger.CaptureRequest.Rest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request, as it can be made again.
 *
 * @param amount in smallest units; none is all there is
 * @param target the number of the hold or the grant, or the key to undo; none where nothing is named
 * @param until the expiry or the deadline; none is never
 * @param rest of a capture: what becomes of the rest
 */
record Sent(
        String key,
        String account,
        Kind kind,
        @Nullable Long amount,
        @Nullable String target,
        @Nullable Instant until,
        Rest rest) {

    Sent(String key, String account, Kind kind, @Nullable Long amount, @Nullable String target) {
        this(key, account, kind, amount, target, null, Rest.RELEASED);
    }

    Sent until(Instant until) {
        return new Sent(key, account, kind, amount, target, until, rest);
    }

    Sent keepingTheRest() {
        return new Sent(key, account, kind, amount, target, until, Rest.KEPT);
    }
}
