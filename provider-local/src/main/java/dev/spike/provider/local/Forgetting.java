package dev.spike.provider.local;

import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.Customer;
import dev.spike.billing.provider.Refusal;
import dev.spike.ledger.Pseudonym;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** Who a customer is gives way to a pseudonym; payments, invoices, refunds and subscriptions stay as they are. */
final class Forgetting {

    private final Checkouts checkouts;
    private final CustomerStore customers = new CustomerStore();
    private final ErasureStore erasures = new ErasureStore();

    Forgetting(Checkouts checkouts) {
        this.checkouts = checkouts;
    }

    /** A customer who was forgotten before is so again, under another pseudonym: nobody can tell. */
    Answer<Customer> forget(Connection connection, Instant now, String customerId) throws SQLException {
        if (!customers.exists(connection, customerId)) {
            return Answers.noCustomer(customerId);
        }
        checkouts.expireDue(connection, now);
        var open = erasures.open(connection, customerId);
        if (open.isPresent()) {
            return Answer.refused(
                    Refusal.INVALID,
                    "The customer has " + open.get() + "; end it first, and forget the customer then.");
        }
        erasures.forget(connection, customerId, Pseudonym.random());
        return Answer.done(new Customer(customerId));
    }
}
