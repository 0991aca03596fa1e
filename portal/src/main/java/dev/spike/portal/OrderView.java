package dev.spike.portal;

import dev.spike.billing.Money;
import dev.spike.billing.Order;
import dev.spike.billing.OrderLine;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An order as it is read.
 *
 * @param what its products in one line
 * @param sums what it comes to
 * @param standing what has become of it
 */
record OrderView(String id, String placed, String what, List<Line> lines, Sums sums, Standing standing) {

    /** So many of a product, at the price of that day. */
    record Line(String name, String count, String unitPrice, String total, List<String> provides) {

        static Line of(Visit visit, OrderLine line, @Nullable Instant since) {
            var say = visit.reader();
            return new Line(
                    line.name(),
                    say.text("buy.times", "count", line.quantity()),
                    say.money(line.unitPrice()),
                    say.money(line.total()),
                    Goods.bought(visit, line, since));
        }
    }

    /**
     * What it comes to.
     *
     * @param code the discount's
     * @param less what the discount takes off; none where nothing
     */
    record Sums(
            String subtotal,
            @Nullable String code,
            @Nullable String less,
            String total) {}

    /**
     * What has become of it.
     *
     * @param state its word: {@code pending}, {@code paid}, {@code cancelled}, {@code mispaid}, {@code refunded-partly} or
     *     {@code refunded}
     * @param paid when
     * @param refunded how much
     * @param lost what a customer's bank took back
     */
    record Standing(
            String state,
            @Nullable String paid,
            @Nullable String refunded,
            @Nullable String lost) {}

    static OrderView of(Visit visit, Order order) {
        var say = visit.reader();
        var terms = order.terms();
        var totals = order.totals();
        @Nullable Instant since = order instanceof Order.Paid paid ? paid.paidAt() : null;
        return new OrderView(
                order.id().text(),
                say.moment(terms.placedAt()),
                order.lines().stream()
                        .map(line -> say.text("orders.line", "name", line.name(), "count", line.quantity()))
                        .collect(Collectors.joining(", ")),
                order.lines().stream().map(line -> Line.of(visit, line, since)).toList(),
                new Sums(
                        say.money(totals.subtotal()),
                        terms.discountCode(),
                        totals.discount().isZero() ? null : say.text("buy.off", "money", say.money(totals.discount())),
                        say.money(totals.total())),
                order.fold(
                        pending -> new Standing("pending", null, null, null),
                        paid -> standing(say, paid),
                        cancelled -> new Standing("cancelled", null, null, null),
                        mispaid -> new Standing("mispaid", null, null, null)));
    }

    private static Standing standing(Reader say, Order.Paid paid) {
        var refunded = paid.refunded();
        boolean all = refunded.equals(paid.totals().total());
        return new Standing(
                refunded.isZero() ? "paid" : all ? "refunded" : "refunded-partly",
                say.moment(paid.paidAt()),
                money(say, refunded),
                money(say, paid.disputed().lost()));
    }

    private static @Nullable String money(Reader say, Money money) {
        return money.isZero() ? null : say.money(money);
    }

    /** Whether what it provides was provided. */
    public boolean provided() {
        return standing.paid() != null;
    }
}
