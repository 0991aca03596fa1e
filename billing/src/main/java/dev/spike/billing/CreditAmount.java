package dev.spike.billing;

import dev.spike.ledger.CreditType;
import dev.spike.ledger.UnknownCreditTypeException;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Credits: the providable in the box.
 *
 * @param amount zero or more, in smallest units of the type; zero gives nothing
 * @param expiresAfter how long they last; none is for ever, or as long as the plan's period
 * @param rollover what of them is carried into the next period; none is nothing
 */
public record CreditAmount(
        long amount,
        CreditType creditType,
        @Nullable Lifetime expiresAfter,
        @Nullable Rollover rollover) implements Providable {

    /** The key under {@code provides:} that names credits. */
    public static final String WORD = "credits";

    /** The keys that may stand beside it. */
    public static final Set<String> SETTINGS =
            Set.of("type", "expires-after", "rollover.max", "rollover.times", "rollover.lifetime");

    public CreditAmount {
        if (amount < 0) {
            throw new IllegalArgumentException("The amount " + amount + " of '" + creditType.id()
                    + "' is negative; nobody is provided with a debt.");
        }
    }

    /** Credits that never end. */
    public static CreditAmount of(long amount, CreditType creditType) {
        return new CreditAmount(amount, creditType, null, null);
    }

    /** The same terms for another amount. */
    public CreditAmount withAmount(long amount) {
        return new CreditAmount(amount, creditType, expiresAfter, rollover);
    }

    public CreditAmount expiringAfter(Lifetime lifetime) {
        return new CreditAmount(amount, creditType, lifetime, rollover);
    }

    public CreditAmount rollingOver(Rollover rollover) {
        return new CreditAmount(amount, creditType, expiresAfter, rollover);
    }

    /**
     * Makes an equal one of the {@link #terms} that an order kept.
     *
     * @param creditTypes those that are configured; the first is meant where the terms name none
     * @throws UnknownCreditTypeException when the type is no longer configured
     * @throws IllegalArgumentException when a value is not allowed
     */
    public static CreditAmount read(Map<String, String> terms, List<CreditType> creditTypes) {
        var type = typeOf(terms.get("type"), creditTypes);
        var lifetime = terms.get("expires-after");
        return new CreditAmount(
                type.amount(number(terms, WORD)),
                type,
                lifetime == null ? null : Lifetime.parse(lifetime),
                rollover(terms, type));
    }

    private static CreditType typeOf(@Nullable String id, List<CreditType> creditTypes) {
        return creditTypes.stream()
                .filter(type -> id == null || type.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new UnknownCreditTypeException(
                        id == null ? "" : id,
                        creditTypes.stream().map(CreditType::id).toList()));
    }

    private static @Nullable Rollover rollover(Map<String, String> terms, CreditType type) {
        if (!terms.containsKey("rollover.max")) {
            return null;
        }
        return new Rollover(
                type.amount(number(terms, "rollover.max")),
                number(terms, "rollover.times").intValueExact(),
                Lifetime.parse(terms.getOrDefault("rollover.lifetime", "")));
    }

    private static BigDecimal number(Map<String, String> terms, String name) {
        var text = terms.getOrDefault(name, "");
        if (!text.matches("\\d{1,19}(\\.\\d{1,18})?")) {
            throw new IllegalArgumentException(
                    "The terms of credits have '" + text + "' as " + name + "; it must be a number like 5000 or 0.25.");
        }
        return new BigDecimal(text);
    }

    @Override
    public String kind() {
        return WORD;
    }

    @Override
    public Map<String, String> terms() {
        var terms = new TreeMap<String, String>();
        terms.put(WORD, written(amount));
        terms.put("type", creditType.id());
        if (expiresAfter != null) {
            terms.put("expires-after", expiresAfter.toString());
        }
        if (rollover != null) {
            terms.put("rollover.max", written(rollover.max()));
            terms.put("rollover.times", Integer.toString(rollover.times()));
            terms.put("rollover.lifetime", rollover.lifetime().toString());
        }
        return Collections.unmodifiableMap(terms);
    }

    private String written(long amount) {
        return creditType.credits(amount).stripTrailingZeros().toPlainString();
    }

    /** @throws ArithmeticException when 64 bits do not hold so many */
    @Override
    public CreditAmount times(int quantity) {
        return new CreditAmount(
                Math.multiplyExact(amount, quantity),
                creditType,
                expiresAfter,
                rollover == null ? null : rollover.times(quantity));
    }

    @Override
    public String text() {
        var text = written(amount) + " " + creditType.id();
        return expiresAfter == null ? text : text + " for " + expiresAfter;
    }
}
