package dev.spike.server.crash;

import dev.spike.ledger.CaptureRequest.Rest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A request, as it can be made again.
 *
 * @param amount in smallest units; none is all there is
 * @param target the number of the hold or the grant, the key to undo, or the other accounts and how much of each; none where
 *     nothing is named
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

    /** How much of which account; none is all there is. */
    record Part(String account, @Nullable Long amount) {

        private static Part ofText(String text) {
            var words = text.split(":", -1);
            return new Part(words[0], Long.valueOf(words[1]));
        }

        private String text() {
            return account + ":" + amount;
        }
    }

    /** Spends of all these accounts or of none. */
    static Sent ofAll(String key, List<Part> parts) {
        var first = parts.get(0);
        var others = parts.stream().skip(1).map(Part::text).collect(Collectors.joining(","));
        return new Sent(key, first.account(), Kind.SPEND_ALL, first.amount(), others);
    }

    /** One for each account it is asked of. */
    List<Part> parts() {
        var own = new Part(account, amount);
        return kind != Kind.SPEND_ALL || target == null
                ? List.of(own)
                : Stream.concat(
                                Stream.of(own),
                                Arrays.stream(target.split(",", -1)).map(Part::ofText))
                        .toList();
    }

    Sent until(Instant until) {
        return new Sent(key, account, kind, amount, target, until, rest);
    }

    Sent keepingTheRest() {
        return new Sent(key, account, kind, amount, target, until, Rest.KEPT);
    }
}
