package dev.spike.ledger;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * The name of one request, so that repeating it returns the first answer and moves nothing again. A key belongs to its
 * account; 1 to 200 characters, no line breaks or other control characters; compared exactly.
 */
public record IdempotencyKey(String text) {

    /** 128 bits: two made keys meet less often than disks lie. */
    private static final int RANDOM_BYTES = 16;

    private static final SecureRandom RANDOM = new SecureRandom();

    public IdempotencyKey {
        TextRule.KEY.check(text);
    }

    /** A key that nobody has used. */
    public static IdempotencyKey random() {
        var bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return new IdempotencyKey(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
