package dev.spike.server.crash;

import dev.spike.ledger.Verb;
import java.util.Arrays;
import java.util.SplittableRandom;

/** What a client may ask for, and how often it does. A verb that is to be crashed too begins with a line here. */
enum Kind {
    ADD(10),
    REMOVE(4),
    SPEND(26),
    SPEND_ALL(8),
    HOLD(17),
    CAPTURE(14),
    RELEASE(5),
    EXTEND(6),
    VOID(2),
    REVERSE(8);

    private static final int SHARES =
            Arrays.stream(values()).mapToInt(kind -> kind.share).sum();

    private final int share;

    Kind(int share) {
        this.share = share;
    }

    static Kind drawn(SplittableRandom random) {
        int left = random.nextInt(SHARES);
        for (var kind : values()) {
            left -= kind.share;
            if (left < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("The shares of the kinds of requests do not add up.");
    }

    String word() {
        return verb().word();
    }

    static Kind ofWord(String word) {
        return valueOf(Verb.ofWord(word).name());
    }

    /** What its receipt says. */
    Verb verb() {
        return Verb.valueOf(name());
    }
}
