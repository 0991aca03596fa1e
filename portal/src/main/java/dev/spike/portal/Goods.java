package dev.spike.portal;

import dev.spike.billing.CreditAmount;
import dev.spike.billing.Lifetime;
import dev.spike.billing.OrderLine;
import dev.spike.billing.OrderLine.Provided;
import dev.spike.billing.Product;
import dev.spike.billing.Providable;
import dev.spike.ledger.UnknownCreditTypeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is provided, in words: so many credits, and for how long or until when. */
final class Goods {

    private static final Logger LOG = LoggerFactory.getLogger(Goods.class);

    private Goods() {}

    /** What is for sale: credits count from the day on which they are paid. */
    static List<String> offered(Reader say, List<Providable> provides) {
        return provides.stream().map(providable -> offered(say, providable)).toList();
    }

    private static String offered(Reader say, Providable providable) {
        if (!(providable instanceof CreditAmount credits)) {
            return providable.text();
        }
        var amount = say.amount(credits.creditType(), credits.amount());
        return credits.expiresAfter() == null
                ? say.text("goods.for-ever", "amount", amount)
                : say.text("goods.lasting", "amount", amount, "time", time(say, credits.expiresAfter()));
    }

    /** {@code 1 year, 6 months}. */
    private static String time(Reader say, Lifetime lifetime) {
        var dates = lifetime.dates();
        var time = lifetime.time();
        return Stream.of(
                        part(say, "years", dates.getYears()),
                        part(say, "months", dates.getMonths()),
                        part(say, "days", dates.getDays()),
                        part(say, "hours", time.toHours()),
                        part(say, "minutes", time.toMinutesPart()),
                        part(say, "seconds", time.toSecondsPart()))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }

    private static Optional<String> part(Reader say, String unit, long count) {
        return count == 0 ? Optional.empty() : Optional.of(say.text("goods." + unit, "count", count));
    }

    /**
     * What a line of an order provides.
     *
     * @param since when it was paid; none where it was not
     */
    static List<String> bought(Visit visit, OrderLine line, @Nullable Instant since) {
        return line.provides().stream()
                .map(provided -> read(visit, line, provided)
                        .map(providable -> bought(visit, providable.times(line.quantity()), since))
                        .orElseGet(() ->
                                visit.reader().text("goods.other", "count", line.quantity(), "name", provided.kind())))
                .toList();
    }

    private static String bought(Visit visit, Providable providable, @Nullable Instant since) {
        var say = visit.reader();
        if (since == null || !(providable instanceof CreditAmount credits) || credits.expiresAfter() == null) {
            return offered(say, providable);
        }
        var zone = visit.site().billing().catalogue().settings().zone();
        var ends = credits.expiresAfter().endFrom(since, zone);
        return say.text(
                ends.isAfter(visit.now()) ? "goods.until" : "goods.ended",
                "amount",
                say.amount(credits.creditType(), credits.amount()),
                "when",
                say.day(ends));
    }

    /** What is no longer configured can no longer be read; only its kind is known. */
    private static Optional<Providable> read(Visit visit, OrderLine line, Provided provided) {
        if (!provided.kind().equals(CreditAmount.WORD)) {
            return visit.site().billing().catalogue().product(line.productId()).map(Product::provides).stream()
                    .flatMap(List::stream)
                    .filter(providable -> Provided.of(providable).equals(provided))
                    .findFirst();
        }
        try {
            return Optional.of(
                    CreditAmount.read(provided.terms(), visit.site().credits().creditTypes()));
        } catch (UnknownCreditTypeException | IllegalArgumentException e) {
            LOG.debug("An order has credits that are no longer configured", e);
            return Optional.empty();
        }
    }
}
