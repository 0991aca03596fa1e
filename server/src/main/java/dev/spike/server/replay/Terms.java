package dev.spike.server.replay;

import dev.spike.ledger.CreditType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * On what terms a trace is charged: prices, and the credits each customer begins with.
 *
 * @param customers how many names the calls are spread over, where the trace names none
 * @param monthly what every customer gets for a month, in smallest units
 * @param pack what the busiest tenth gets besides, for half a year, in smallest units
 */
record Terms(CreditType creditType, PriceList prices, int customers, long monthly, long pack) {

    /** A pack is worth this many months. */
    private static final int PACK_MONTHS = 8;

    /** Half as much again as an even share of what all calls cost, in whole credits: enough for most, too little for a few. */
    static Terms sharing(CreditType creditType, PriceList prices, int customers, UsageTrace trace, int customersSeen) {
        var cost = BigDecimal.ZERO;
        for (var call : trace.calls()) {
            cost = cost.add(creditType.credits(prices.price(call, creditType.decimals())));
        }
        var share = cost.multiply(BigDecimal.valueOf(3))
                .divide(BigDecimal.valueOf(2L * customersSeen), 0, RoundingMode.CEILING)
                .max(BigDecimal.ONE);
        long monthly = creditType.amount(share);
        return new Terms(creditType, prices, customers, monthly, Math.multiplyExact(monthly, PACK_MONTHS));
    }

    /** The terms as they are kept, so that a second run on others is refused. */
    String text() {
        return String.join(
                ", ",
                List.of(
                        "credit type " + creditType.id(),
                        "prices " + prices,
                        customers + " customers",
                        "monthly " + creditType.credits(monthly).toPlainString(),
                        "pack " + creditType.credits(pack).toPlainString()));
    }
}
