package dev.spike.provider.local;

import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.ProviderEvent.Refunded;
import dev.spike.billing.provider.Refund;
import dev.spike.billing.provider.RefundRequest;
import dev.spike.billing.provider.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** Money goes back once per key, and never more in all than was paid; what is disputed counts as gone. */
final class Refunding {

    private final PaymentStore payments = new PaymentStore();
    private final ReturnStore returns = new ReturnStore();
    private final Outbox outbox;

    Refunding(Outbox outbox) {
        this.outbox = outbox;
    }

    Answer<Refund> refund(Connection connection, Instant now, RefundRequest request) throws SQLException {
        var made = returns.refund(connection, request.key());
        if (made.isPresent()) {
            return made.get().request().equals(request)
                    ? Answer.done(made.get().refund())
                    : Answer.refused(
                            Refusal.KEY_REUSED,
                            "Another refund was made under '" + request.key() + "'; take a new key.");
        }
        var payment = payments.find(connection, request.paymentId());
        if (payment.isEmpty()) {
            return Answer.refused(Refusal.NOT_FOUND, "There is no payment '" + request.paymentId() + "' to refund.");
        }
        var paid = payment.get().money();
        var wrong = Limits.wrong(request, paid);
        if (wrong.isPresent()) {
            return Answer.refused(Refusal.INVALID, wrong.get());
        }
        long left = paid.minor() - returns.returned(connection, request.paymentId());
        if (request.money().minor() > left) {
            return Answer.refused(
                    Refusal.REFUND_TOO_LARGE,
                    "The refund is " + request.money() + ", and " + left + " minor units of " + paid
                            + " are left; return at most these.");
        }
        var refund = new Refund(Ids.make("ref_"), request.paymentId(), request.money());
        returns.add(connection, new ReturnStore.Made(request, refund));
        outbox.tell(connection, new Refunded(now, refund));
        return Answer.done(refund);
    }

    Answer<Refund> find(Connection connection, String key) throws SQLException {
        var made = returns.refund(connection, key);
        return made.isPresent()
                ? Answer.done(made.get().refund())
                : Answer.refused(Refusal.NOT_FOUND, "No refund was made under '" + key + "'.");
    }
}
