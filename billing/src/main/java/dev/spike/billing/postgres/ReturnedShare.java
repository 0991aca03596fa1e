package dev.spike.billing.postgres;

import dev.spike.billing.Money;
import java.math.BigInteger;

/**
 * How much of something is to be gone when part of its price was returned: the same share, rounded up, so that a refund in
 * parts and one at once come to the same. Pure and exact.
 *
 * <pre>
 *   of 3, for 1.00 of 3.00 returned: 1     of 3, for 0.01 of 3.00: 1     of 3, for 1.01 of 3.00: 2
 * </pre>
 */
final class ReturnedShare {

    private ReturnedShare() {}

    /**
     * @param amount zero or more
     * @param returned at most {@code paid}
     * @param paid above zero
     */
    static long of(long amount, Money returned, Money paid) {
        if (returned.isZero()) {
            return 0;
        }
        var whole = BigInteger.valueOf(paid.minor());
        var share = BigInteger.valueOf(amount).multiply(BigInteger.valueOf(returned.minor()));
        return share.add(whole.subtract(BigInteger.ONE)).divide(whole).longValueExact();
    }
}
