package dev.spike.provider.local;

import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.ChargeRequest;
import dev.spike.billing.provider.Payment;
import dev.spike.billing.provider.Refusal;
import dev.spike.provider.local.ChargeStore.Charge;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;

/** The default card is charged once per key; a key that was declined stays so. */
final class Charging {

    private final ChargeStore charges = new ChargeStore();
    private final CustomerStore customers = new CustomerStore();
    private final Methods methods = new Methods();
    private final PaymentStore payments = new PaymentStore();
    private final Taking taking;

    Charging(Taking taking) {
        this.taking = taking;
    }

    Answer<Payment> charge(Connection connection, Instant now, ChargeRequest request) throws SQLException {
        var before = charges.find(connection, request.key());
        if (before.isPresent()) {
            return before.get().request().equals(request)
                    ? answer(connection, before.get())
                    : Answer.refused(
                            Refusal.KEY_REUSED,
                            "Another charge was asked for under '" + request.key() + "'; take a new key.");
        }
        var wrong = Limits.wrong(request);
        if (wrong.isPresent()) {
            return Answer.refused(Refusal.INVALID, wrong.get());
        }
        if (!customers.exists(connection, request.customerId())) {
            return Answers.noCustomer(request.customerId());
        }
        var refusal = methods.whenCharged(connection, request.customerId());
        var charge = refusal.isPresent()
                ? new Charge(request, refusal.get(), null)
                : new Charge(
                        request,
                        null,
                        taking.take(connection, now, request.customerId(), request.money())
                                .id());
        charges.add(connection, charge);
        return answer(connection, charge);
    }

    private Answer<Payment> answer(Connection connection, Charge charge) throws SQLException {
        if (charge.refusal() != null) {
            return Answer.refused(
                    charge.refusal(),
                    "The charge of " + charge.request().money() + " under '"
                            + charge.request().key() + "' was refused; a new attempt takes a new key.");
        }
        return Answer.done(payments.find(connection, Objects.requireNonNull(charge.paymentId()))
                .orElseThrow());
    }
}
