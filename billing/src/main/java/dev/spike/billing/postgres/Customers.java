package dev.spike.billing.postgres;

import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.Customer;
import dev.spike.billing.provider.CustomerRequest;
import dev.spike.billing.provider.PaymentProvider;
import java.time.Instant;

/** As whom the provider knows a billable: asked once, then kept. */
final class Customers {

    private final BillingDatabase database;
    private final CustomerStore store = new CustomerStore();
    private final ForgottenStore forgotten = new ForgottenStore();

    Customers(BillingDatabase database) {
        this.database = database;
    }

    Answer<Customer> customer(PaymentProvider provider, Owner owner, Instant now) {
        var known = database.read(connection -> store.find(connection, owner, provider.name()));
        if (known.isPresent()) {
            return Answer.done(known.get());
        }
        var answer = provider.customer(new CustomerRequest(owner.billable(), null, null));
        return answer.fold(
                customer -> Answer.done(database.inTransaction((connection, untold) -> {
                    forgotten.takeOver(connection, owner, provider.name(), customer.id());
                    store.add(connection, owner, provider.name(), customer, now);
                    return store.find(connection, owner, provider.name())
                            .orElseThrow(() -> new IllegalStateException(
                                    "The provider answered with a customer whom it gave to another billable before, so"
                                            + " nothing was opened for " + owner.id()
                                            + "; its answers cannot be relied on."));
                })),
                refused -> answer,
                unknown -> answer);
    }
}
