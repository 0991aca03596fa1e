package dev.spike.ledger;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * The id under which the books of somebody who was forgotten go on: random, and kept by nobody who knows whose it is. One serves
 * all tables of one forgetting, so that what belonged together still does; then it is thrown away. Immutable.
 */
public final class Pseudonym {

    private static final String PREFIX = "forgotten-";

    /** 128 bits: nobody finds it by trying, and no two are the same. */
    private static final int RANDOM_BYTES = 16;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final String id;

    private Pseudonym(String id) {
        this.id = id;
    }

    /** One that nobody has, or ever had. */
    public static Pseudonym random() {
        var bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return new Pseudonym(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** What stands where the id stood. Beside the old id it is a link, so it is written to tables, and never to a log. */
    public String id() {
        return id;
    }

    /** Says nothing, so that no log or message does by accident. */
    @Override
    public String toString() {
        return "a pseudonym";
    }
}
