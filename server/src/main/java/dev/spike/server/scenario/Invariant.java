package dev.spike.server.scenario;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** An equation of sums, such as {@code granted = usage_in_period + balance - overage}. */
record Invariant(String text) {

    private static final String SUM = "\\s*[a-z_]+(\\s*[+-]\\s*[a-z_]+)*\\s*";

    private static final Pattern FORM = Pattern.compile(SUM + "=" + SUM);

    private static final Pattern TERM = Pattern.compile("([+-]?)\\s*([a-z_]+)");

    /** The difference of its sides, 0 where it holds; none where it is no such equation, or a name has no amount. */
    Optional<BigDecimal> difference(Function<String, Optional<BigDecimal>> amounts) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        int equals = text.indexOf('=');
        return sum(text.substring(0, equals), amounts)
                .flatMap(left -> sum(text.substring(equals + 1), amounts).map(left::subtract));
    }

    private static Optional<BigDecimal> sum(String side, Function<String, Optional<BigDecimal>> amounts) {
        var sum = BigDecimal.ZERO;
        var term = TERM.matcher(side);
        while (term.find()) {
            var amount = amounts.apply(term.group(2));
            if (amount.isEmpty()) {
                return Optional.empty();
            }
            sum = term.group(1).equals("-") ? sum.subtract(amount.get()) : sum.add(amount.get());
        }
        return Optional.of(sum);
    }
}
