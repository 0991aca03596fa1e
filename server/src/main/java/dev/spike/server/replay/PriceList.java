package dev.spike.server.replay;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;

/**
 * What one input token and one output token cost in credits, and from that what a call costs, exactly: nothing is
 * rounded, and what does not fit is refused. Immutable.
 *
 * <p>At 0.0005 credits an input token and 0.0015 an output token the list needs 4 decimals, and a call of 374 and 44 tokens
 * costs 374 x 5 + 44 x 15 = 2530 ten-thousandths, which is 0.2530 credits.
 */
public final class PriceList {

    /** More decimals than a long has digits cannot be an amount. */
    public static final int DECIMALS_MAX = 18;

    /** Half a credit for 1,000 input tokens, one and a half for 1,000 output tokens; needs 4 decimals. */
    public static final PriceList SAMPLE = of(new BigDecimal("0.0005"), new BigDecimal("0.0015"));

    private final BigDecimal inputCredits;
    private final BigDecimal outputCredits;

    private PriceList(BigDecimal inputCredits, BigDecimal outputCredits) {
        this.inputCredits = inputCredits;
        this.outputCredits = outputCredits;
    }

    /**
     * A list of these prices in credits per token, 0 or more, at least one of them positive, with at most
     * {@value #DECIMALS_MAX} decimals and under 10^{@value #DECIMALS_MAX}.
     */
    public static PriceList of(BigDecimal inputCreditsPerToken, BigDecimal outputCreditsPerToken) {
        BigDecimal input = checked("input", inputCreditsPerToken);
        BigDecimal output = checked("output", outputCreditsPerToken);
        if (input.signum() == 0 && output.signum() == 0) {
            throw new PriceListException(
                    "Both prices are 0, so nothing would be charged; give at least one positive price.");
        }
        return new PriceList(input, output);
    }

    /**
     * Reads a list of two prices: CSV with the header {@code kind,credits-per-token} and the rows {@code input} and
     * {@code output}, or a JSON object with the members {@code input} and {@code output}.
     */
    public static PriceList read(Path file) {
        return new PriceFile(file).prices();
    }

    /**
     * Reads the prices of one model from a price map in the form of LiteLLM, where they are dollars per token, and turns
     * them into credits. A model that has other prices for long contexts is refused: two prices cannot say them.
     */
    public static PriceList ofModel(Path priceMap, String model, BigDecimal creditsPerDollar) {
        return new ModelPriceMap(priceMap).of(model, creditsPerDollar);
    }

    /** The fewest decimals with which both prices are whole numbers of the smallest unit; 0 to {@value #DECIMALS_MAX}. */
    public int decimalsNeeded() {
        return Math.max(0, Math.max(inputCredits.scale(), outputCredits.scale()));
    }

    /** Refuses a credit type whose decimals are too few for the list. */
    void checkFits(int decimals) {
        if (decimals < decimalsNeeded()) {
            throw new PriceListException(
                    "The price list needs a credit type with %d decimals, and this one has %d; raise its decimals to %d."
                            .formatted(decimalsNeeded(), decimals, decimalsNeeded()));
        }
    }

    /**
     * What the call costs, in units of 10^-decimals credits; 0 for a call without tokens.
     *
     * @throws PriceListException if the list needs more decimals, then if the cost is beyond a long
     */
    public long price(UsageCall call, int decimals) {
        checkFits(decimals);
        try {
            return Math.addExact(
                    Math.multiplyExact(call.inputTokens(), unitsPerToken(inputCredits, decimals)),
                    Math.multiplyExact(call.outputTokens(), unitsPerToken(outputCredits, decimals)));
        } catch (ArithmeticException overflow) {
            throw new PriceListException(
                    ("Row %d with %d tokens in and %d out costs more than an amount can hold with %d decimals; "
                                    + "lower the prices or leave the row out.")
                            .formatted(call.row(), call.inputTokens(), call.outputTokens(), decimals),
                    overflow);
        }
    }

    /** What so many tokens cost together, in credits: the same sum by another route, to compare a run with. */
    public BigDecimal creditsFor(BigInteger inputTokens, BigInteger outputTokens) {
        return inputCredits
                .multiply(new BigDecimal(inputTokens))
                .add(outputCredits.multiply(new BigDecimal(outputTokens)));
    }

    public BigDecimal inputCreditsPerToken() {
        return inputCredits;
    }

    public BigDecimal outputCreditsPerToken() {
        return outputCredits;
    }

    @Override
    public String toString() {
        return "%s credits per input token, %s credits per output token"
                .formatted(inputCredits.toPlainString(), outputCredits.toPlainString());
    }

    private static long unitsPerToken(BigDecimal credits, int decimals) {
        return credits.movePointRight(decimals).longValueExact();
    }

    /** Looks at the size before anything is written out or computed: 1e999999999 would fill the memory. */
    private static BigDecimal checked(String kind, BigDecimal price) {
        BigDecimal plain = price.signum() == 0 ? BigDecimal.ZERO : price.stripTrailingZeros();
        if (plain.signum() < 0) {
            throw new PriceListException("The price of an %s token is negative; give 0 or more.".formatted(kind));
        }
        if (plain.scale() > DECIMALS_MAX) {
            throw new PriceListException(
                    "The price of an %s token needs %d decimals, more than an amount can have; round it to at most %d."
                            .formatted(kind, plain.scale(), DECIMALS_MAX));
        }
        if ((long) plain.precision() - plain.scale() > DECIMALS_MAX) {
            throw new PriceListException("The price of an %s token is 10^%d credits or more; give a smaller one."
                    .formatted(kind, DECIMALS_MAX));
        }
        return plain;
    }
}
