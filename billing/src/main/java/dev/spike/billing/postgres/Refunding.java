package dev.spike.billing.postgres;

import dev.spike.billing.BillingError;
import dev.spike.billing.BillingException;
import dev.spike.billing.Money;
import dev.spike.billing.Order;
import dev.spike.billing.OrderId;
import dev.spike.billing.RefundResult;
import dev.spike.billing.provider.PaymentProvider;
import dev.spike.billing.provider.Refund;
import dev.spike.billing.provider.Refusal;
import dev.spike.ledger.IdempotencyKey;
import dev.spike.ledger.Remarks;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;

/**
 * Money is to be returned: noted, asked for, the answer noted. One request of an order at a time; while it is not answered, the
 * same again is the same request.
 */
final class Refunding {

    private final BillingSettings settings;
    private final BillingDatabase database;
    private final Returning returning;
    private final Orders orders = new Orders();
    private final RefundRequestStore requests = new RefundRequestStore();

    Refunding(BillingSettings settings, BillingDatabase database, Returning returning) {
        this.returning = returning;
        this.settings = settings;
        this.database = database;
    }

    RefundResult refund(Owner owner, OrderId order, Money money, String reason, Instant now) {
        new Remarks(null, reason, null, Map.of()); // refuses a reason that the ledger would not keep
        try {
            var asked =
                    database.inTransaction((connection, untold) -> noted(connection, owner, order, money, reason, now));
            return ask(asked, now);
        } catch (BillingException e) {
            return new RefundResult.Refused(Faults.ofTheAsker(e), String.valueOf(e.getMessage()));
        }
    }

    /** Asks under its key, so that it is returned once, and notes the answer. */
    RefundResult ask(RefundRow asked, Instant now) {
        return provider(asked)
                .refund(asked.request())
                .fold(
                        refund -> done(asked, refund, now),
                        refused -> refused(asked, refused.refusal(), refused.message(), now),
                        unknown -> unknown(asked, unknown.cause(), now));
    }

    private PaymentProvider provider(RefundRow asked) {
        var provider = settings.provider();
        if (provider == null || !provider.name().equals(asked.provider())) {
            throw new BillingException(
                    BillingError.PROVIDER_MISSING,
                    "The order was paid through '" + asked.provider()
                            + "', which is not configured; return the money with" + " that provider.");
        }
        return provider;
    }

    /** The request to make, under the order's lock: a new one, or the one that was not answered. */
    private RefundRow noted(Connection connection, Owner owner, OrderId id, Money money, String reason, Instant now)
            throws SQLException {
        orders.store().lock(connection, owner, id);
        var paid = paid(connection, owner, id);
        var unanswered = requests.asked(connection, owner, id);
        if (unanswered.isPresent()) {
            return same(unanswered.get(), money, reason);
        }
        checkRoom(paid, money);
        var checkout = orders.checkouts().find(connection, id.text()).orElseThrow();
        var payment = paid.payment();
        var row = new RefundRow(
                owner,
                "ref_" + IdempotencyKey.random().text(),
                id,
                checkout.provider(),
                payment == null ? "" : payment.id(),
                money,
                reason);
        provider(row);
        requests.add(connection, row, now);
        return row;
    }

    private Order.Paid paid(Connection connection, Owner owner, OrderId id) throws SQLException {
        var found = orders.find(connection, owner, id);
        if (found.isPresent() && found.get().order() instanceof Order.Paid paid && paid.payment() != null) {
            return paid;
        }
        throw new BillingException(
                BillingError.ORDER_NOT_PAID,
                "The order " + id
                        + " is not one of this billable that was paid with money, so there is nothing to return;"
                        + " look at its orders.");
    }

    private static RefundRow same(RefundRow unanswered, Money money, String reason) {
        if (!unanswered.money().equals(money) || !unanswered.reason().equals(reason)) {
            throw new BillingException(
                    BillingError.REFUND_UNANSWERED,
                    "The provider has not answered yet about returning " + unanswered.money() + " of order "
                            + unanswered.order() + "; ask for that again first.");
        }
        return unanswered;
    }

    private static void checkRoom(Order.Paid paid, Money money) {
        var total = paid.totals().total();
        var left = total.minus(paid.returned());
        if (!money.currency().equals(total.currency()) || money.isZero() || money.minor() > left.minor()) {
            throw new BillingException(
                    BillingError.REFUND_OUT_OF_RANGE,
                    "To return " + money + " of order " + paid.id() + " is not possible; above zero and at most " + left
                            + " is left of it.");
        }
    }

    private RefundResult done(RefundRow asked, Refund refund, Instant now) {
        boolean isMade = refund.status() == Refund.Status.MADE;
        database.inTransaction((connection, untold) -> {
            orders.store().lock(connection, asked.owner(), asked.order());
            requests.done(connection, asked, refund, now);
            return isMade
                    ? returning.refunded(connection, untold, asked.provider(), refund, now)
                    : returning.refundFailed(connection, untold, asked.provider(), refund, now);
        });
        return isMade
                ? new RefundResult.Returned(refund)
                : new RefundResult.Refused(
                        BillingError.PROVIDER_REFUSED,
                        "The refund " + Shown.quoted(refund.id()) + " of order " + asked.order()
                                + " did not arrive, and the money is with us again; return it anew.");
    }

    private RefundResult refused(RefundRow asked, Refusal refusal, String message, Instant now) {
        database.inTransaction((connection, untold) -> {
            requests.refused(connection, asked, Shown.cause(message), now);
            return refusal;
        });
        var why =
                refusal == Refusal.REFUND_TOO_LARGE ? BillingError.REFUND_OUT_OF_RANGE : BillingError.PROVIDER_REFUSED;
        return new RefundResult.Refused(why, Shown.cause(message));
    }

    private RefundResult unknown(RefundRow asked, String cause, Instant now) {
        database.inTransaction((connection, untold) -> {
            requests.unknown(connection, asked, Shown.cause(cause), now);
            return cause;
        });
        return new RefundResult.TryAgain(Shown.cause(cause));
    }
}
