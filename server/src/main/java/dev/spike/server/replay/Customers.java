package dev.spike.server.replay;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Spreads calls over customers as unevenly as clients use a real service: {@code customer-0001} calls most. The same trace,
 * row and number of customers give the same customer, always. Immutable.
 *
 * <p>The weights are requests by rank of client in three days of a public web site (17 to 19 May 2015, 7,421 requests of
 * 1,350 clients; github.com/elastic/examples, Common Data Formats/apache_logs, Apache-2.0): the first makes 4.9 percent,
 * the first ten 20 percent, the first hundred 51 percent. Beyond the last client they fall off as 1/rank.
 */
public final class Customers {

    /** What a demonstration uses: a third of the clients of the web site, with 84 percent of its requests. */
    public static final int COUNT_DEFAULT = 500;

    /** Names have four digits. */
    public static final int COUNT_MAX = 9_999;

    private static final int BUSY_EVERY = 10;
    private static final long LAST_RANK = 1350;
    private static final long WEIGHT_OF_ONE = 1000;
    private static final Quantiles WEIGHT_BY_RANK = new Quantiles(
            List.of(1L, 2L, 3L, 4L, 5L, 10L, 20L, 50L, 100L, 200L, 300L, 500L, 700L, 1000L, LAST_RANK),
            Stream.of(362, 280, 273, 174, 87, 60, 41, 23, 10, 7, 6, 3, 2, 1, 1)
                    .map(requests -> requests * WEIGHT_OF_ONE)
                    .toList());

    private final long seed;
    private final long[] weightsUpTo;

    private Customers(long seed, long[] weightsUpTo) {
        this.seed = seed;
        this.weightsUpTo = weightsUpTo;
    }

    /** Customers for the calls of one trace, 1 to {@value #COUNT_MAX}; the digest of the trace is their seed. */
    public static Customers of(UsageTrace trace, int count) {
        checkCount(count);
        long[] weightsUpTo = new long[count];
        long total = 0;
        for (int rank = 1; rank <= count; rank++) {
            total += weight(rank);
            weightsUpTo[rank - 1] = total;
        }
        return new Customers(Long.parseUnsignedLong(trace.digest().substring(0, 16), 16), weightsUpTo);
    }

    static void checkCount(int count) {
        if (count < 1 || count > COUNT_MAX) {
            throw new IllegalArgumentException(
                    "%d customers cannot be named; give a number from 1 to %d".formatted(count, COUNT_MAX));
        }
    }

    /** Who made the call: the customer it names itself, or one drawn for its row. O(log n). */
    public String of(UsageCall call) {
        if (call.customer() != null) {
            return call.customer();
        }
        long drawn = Draws.at(seed, call.row()).below(weightsUpTo[weightsUpTo.length - 1]);
        return name(rankOf(drawn, weightsUpTo));
    }

    /** With weights 2 and 3, told as the sums 2 and 5, the draws 0 and 1 are the first rank's, 2 to 4 the second's. */
    static int rankOf(long drawn, long... weightsUpTo) {
        int found = Arrays.binarySearch(weightsUpTo, drawn + 1);
        return found < 0 ? -found : found + 1;
    }

    /** The names that {@link #of(UsageCall)} gives of itself, by rank; some of the last may make no call. */
    public List<String> names() {
        return IntStream.rangeClosed(1, weightsUpTo.length)
                .mapToObj(Customers::name)
                .toList();
    }

    /** Whether the customer in this place by number of calls, from 0, is of the busiest tenth, who need more than others. */
    public static boolean isBusy(int place, int customers) {
        return place * BUSY_EVERY < customers;
    }

    static long weight(int rank) {
        return rank > LAST_RANK ? LAST_RANK * WEIGHT_OF_ONE / rank : WEIGHT_BY_RANK.at(rank, 1);
    }

    private static String name(int rank) {
        return String.format(Locale.ROOT, "customer-%04d", rank);
    }
}
