package dev.spike.portal;

import dev.spike.billing.CreditAmount;
import dev.spike.billing.Interval;
import dev.spike.billing.Money;
import dev.spike.billing.Plan;
import dev.spike.billing.Providable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What plans cost and give, in words. */
record PlanWords(Reader say) {

    private static final int MONTHS = 12;

    /** {@code 1,000 credits}; things of the application's own as they name themselves. */
    String thing(Providable providable) {
        return providable instanceof CreditAmount credits
                ? say.amount(credits.creditType(), credits.amount())
                : providable.text();
    }

    List<String> things(List<Providable> provides) {
        return provides.stream().filter(PlanWords::isSomething).map(this::thing).toList();
    }

    private static boolean isSomething(Providable providable) {
        return !(providable instanceof CreditAmount credits) || credits.amount() > 0;
    }

    /** A line for everything it gives, with how often. */
    List<String> provides(Plan plan, Interval interval) {
        var lines = new ArrayList<String>();
        things(plan.provides().monthly()).forEach(what -> lines.add(say.text("subscribe.every-month", "what", what)));
        if (interval == Interval.YEARLY) {
            things(plan.provides().yearly()).forEach(what -> lines.add(say.text("subscribe.every-year", "what", what)));
        }
        return lines;
    }

    /** All that comes when a period begins, in one line. */
    String first(Plan plan, Interval interval) {
        var yearly = interval == Interval.YEARLY ? plan.provides().yearly() : List.<Providable>of();
        return list(Stream.concat(plan.provides().monthly().stream(), yearly.stream())
                .filter(PlanWords::isSomething)
                .map(this::thing)
                .toList());
    }

    String list(List<String> things) {
        return things.isEmpty() ? say.text("subscribe.nothing") : String.join(", ", things);
    }

    /** {@code 9.00 EUR a month}. */
    String price(Money price, Interval interval) {
        return say.text("subscribe.price", "price", say.money(price), "interval", interval.word());
    }

    /** What a year's price comes to by the month, rounded up, so that nothing looks cheaper than it is; none where it is free. */
    Optional<String> byTheMonth(Plan plan, Interval interval) {
        return interval == Interval.MONTHLY
                ? Optional.empty()
                : plan.price(interval).map(price -> byTheMonth(price));
    }

    private String byTheMonth(Money year) {
        var parts = BigDecimal.valueOf(year.minor()).divideAndRemainder(BigDecimal.valueOf(MONTHS));
        boolean exact = parts[1].signum() == 0;
        long minor = BigDecimal.valueOf(year.minor())
                .divide(BigDecimal.valueOf(MONTHS), 0, RoundingMode.CEILING)
                .longValueExact();
        return say.text(
                exact ? "subscribe.by-the-month" : "subscribe.about-by-the-month",
                "price",
                say.money(new Money(minor, year.currency())));
    }

    static Optional<Interval> interval(Visit visit) {
        return visit.parameter("interval").flatMap(word -> Stream.of(Interval.values())
                .filter(interval -> interval.word().equals(word))
                .findFirst());
    }

    /** The one that is asked for, where the plan is sold so. */
    static Interval sold(Plan plan, Interval wanted) {
        return plan.intervals().contains(wanted)
                ? wanted
                : plan.intervals().iterator().next();
    }
}
