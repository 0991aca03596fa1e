package dev.spike.billing.postgres;

import dev.spike.billing.postgres.Settling.Reason;
import dev.spike.billing.provider.ChargeRequest;
import dev.spike.billing.provider.Payment;
import dev.spike.billing.provider.PaymentProvider;
import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Source;
import dev.spike.ledger.TransactionType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is owed is charged: asked for under its key with no transaction open; then the answer is noted, what was paid for is
 * given, and the renewal goes on, in one. A crash between the two asks again, for the same.
 */
final class Charging {

    private static final Logger LOG = LoggerFactory.getLogger(Charging.class);

    /** Longer than a provider takes to answer; a node that died meanwhile has left it for others then. */
    private static final Duration CLAIM = Duration.ofMinutes(1);

    private final BillingSettings settings;
    private final BillingDatabase database;
    private final Settling settling;
    private final OwedChargeStore charges = new OwedChargeStore();
    private final SubscriberStore subscribers = new SubscriberStore();
    private final CustomerStore customers = new CustomerStore();

    Charging(BillingSettings settings, BillingDatabase database, Settling settling) {
        this.settings = settings;
        this.database = database;
        this.settling = settling;
    }

    /** Whether there was one to try. */
    boolean chargeOne(Instant now) {
        var provider = settings.provider();
        if (provider == null) {
            return false;
        }
        var one = database.inTransaction(
                (connection, untold) -> charges.claim(connection, provider.name(), now, now.plus(CLAIM)));
        one.ifPresent(charge -> charge(provider, charge, now));
        return one.isPresent();
    }

    /** All that is not answered of one billable, whenever it was to be tried next; how many were tried. */
    int chargeNow(Owner owner, Instant now) {
        var provider = settings.provider();
        if (provider == null) {
            return 0;
        }
        var claimed = database.inTransaction(
                (connection, untold) -> charges.claim(connection, owner, provider.name(), now.plus(CLAIM)));
        claimed.forEach(charge -> charge(provider, charge, now));
        return claimed.size();
    }

    /** One that fails on our side is asked for again later, under its key, and stops nobody. */
    private void charge(PaymentProvider provider, OwedCharge charge, Instant now) {
        try {
            ask(provider, charge, now);
        } catch (RuntimeException e) {
            LOG.warn("The charge {} failed, which is attempt {}", charge.key(), charge.attempts(), Unsaid.of(e));
            database.inTransaction((connection, untold) -> {
                charges.unknown(connection, charge, Shown.cause(e), BackOff.next(charge.attempts(), now));
                return charge;
            });
        }
    }

    private void ask(PaymentProvider provider, OwedCharge charge, Instant now) {
        var customer = database.read(connection -> customers.find(connection, charge.owner(), provider.name()));
        if (customer.isEmpty()) {
            answered(charge, now, connection -> charges.refused(connection, charge, "The provider knows no customer."));
            return;
        }
        var request =
                new ChargeRequest(charge.key(), customer.get().id(), charge.money(), "Credits used beyond the balance");
        provider.charge(request)
                .<Optional<Payment>>fold(
                        payment -> paid(charge, payment, now),
                        refused -> answered(
                                charge,
                                now,
                                connection -> charges.refused(connection, charge, Shown.cause(refused.message()))),
                        unknown -> answered(
                                charge,
                                now,
                                connection -> charges.unknown(
                                        connection,
                                        charge,
                                        Shown.cause(unknown.cause()),
                                        BackOff.next(charge.attempts(), now))));
    }

    private interface Noting {

        void on(Connection connection) throws SQLException;
    }

    private Optional<Payment> answered(OwedCharge charge, Instant now, Noting noting) {
        return database.inTransaction((connection, untold) -> {
            subscribers.lock(connection, charge.owner());
            noting.on(connection);
            settling.settle(connection, untold, charge.owner(), Reason.BY_ITSELF, now);
            return Optional.empty();
        });
    }

    private Optional<Payment> paid(OwedCharge charge, Payment payment, Instant now) {
        return database.inTransaction((connection, untold) -> {
            subscribers.lock(connection, charge.owner());
            if (charges.done(connection, charge, payment)) {
                give(connection, untold, charge);
            }
            settling.settle(connection, untold, charge.owner(), Reason.BY_ITSELF, now);
            return Optional.of(payment);
        });
    }

    /** They repay what is owed; if that was repaid meanwhile, they stay, as they are paid for. */
    private void give(Connection connection, Untold untold, OwedCharge charge) {
        var joined = settings.credits().joining(connection);
        charge.amounts().forEach((type, amount) -> joined.of(charge.owner().billable(), type)
                .add(AddRequest.of(amount)
                        .withKey(charge.key() + "/" + type)
                        .as(TransactionType.PRODUCT)
                        .from(Source.none())));
        untold.add(joined);
    }
}
