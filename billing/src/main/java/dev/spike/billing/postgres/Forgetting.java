package dev.spike.billing.postgres;

import dev.spike.billing.BillingError;
import dev.spike.billing.BillingException;
import dev.spike.billing.ForgetResult;
import dev.spike.billing.ForgetResult.AtProvider;
import dev.spike.billing.provider.PaymentProvider;
import dev.spike.ledger.Erasure;
import dev.spike.ledger.Pseudonym;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A person is forgotten in billing and the ledger at once, then at the provider: that it is to be asked is committed with the
 * rest, so that an answer that is lost is asked for again.
 */
final class Forgetting {

    private static final Logger LOG = LoggerFactory.getLogger(Forgetting.class);

    private final BillingSettings settings;
    private final BillingDatabase database;
    private final SettledOwners settledOwners;
    private final ErasureStore erasures = new ErasureStore();
    private final ForgottenStore forgotten = new ForgottenStore();

    Forgetting(BillingSettings settings, BillingDatabase database, SettledOwners settledOwners) {
        this.settings = settings;
        this.database = database;
        this.settledOwners = settledOwners;
    }

    ForgetResult forget(Owner owner, Instant now) {
        var pseudonym = Pseudonym.random();
        var erasure = database.inTransaction((connection, untold) -> forget(connection, untold, owner, pseudonym, now));
        return atProvider(erasure, new Owner(owner.type(), pseudonym.id()));
    }

    private Erasure forget(Connection connection, Untold untold, Owner owner, Pseudonym pseudonym, Instant now)
            throws SQLException {
        erasures.lock(connection, owner);
        for (var first : erasures.inTheWay(connection, owner, now)) {
            throw refused(BillingError.valueOf(first.error()), first.name());
        }
        for (var delivery : erasures.unsettled(connection, owner)) {
            throw refused(BillingError.DELIVERY_UNSETTLED, delivery);
        }
        long bodies = erasures.dropBodies(connection, owner);
        long swapped = erasures.swap(connection, owner, pseudonym, now);
        var joined = settings.credits().joining(connection);
        var ledger = joined.forget(owner.billable(), pseudonym);
        untold.add(joined);
        untold.whenCommitted(() -> settledOwners.changed(owner));
        return new Erasure(ledger.accounts(), bodies + swapped + ledger.rows());
    }

    private static BillingException refused(BillingError error, String name) {
        return new BillingException(
                error,
                "Nobody was forgotten: "
                        + switch (error) {
                            case STILL_SUBSCRIBED ->
                                "the subscription " + name + " goes on; cancel it now, and forget then";
                            case CHECKOUT_OPEN ->
                                "of " + name
                                        + " the page may still be paid; let it expire or end it, reconcile, and forget then";
                            case REFUND_UNANSWERED ->
                                "a refund of " + name + " is not yet answered; reconcile until it is, and forget then";
                            case CHARGE_UNANSWERED ->
                                "the charge " + name
                                        + " is not yet answered; run what is due until it is, and forget then";
                            default ->
                                "the delivery " + Shown.quoted(name)
                                        + " names the customer and is not settled; work the inbox, and forget"
                                        + " then";
                        }
                        + ".");
    }

    private ForgetResult atProvider(Erasure erasure, Owner pseudonym) {
        var provider = settings.provider();
        var result = new ForgetResult(erasure, AtProvider.NOT_KNOWN, null);
        if (provider == null) {
            return result;
        }
        var customers = database.read(connection -> forgotten.asking(connection, pseudonym, provider.name()));
        for (var customer : customers) {
            result = ask(provider, customer, erasure);
        }
        return result;
    }

    private ForgetResult ask(PaymentProvider provider, String customer, Erasure erasure) {
        return provider.forgetCustomer(customer)
                .fold(
                        done -> answered(
                                provider, customer, null, new ForgetResult(erasure, AtProvider.FORGOTTEN, null)),
                        refused -> answered(
                                provider,
                                customer,
                                Shown.cause(refused.message()),
                                new ForgetResult(erasure, AtProvider.REFUSED, Shown.cause(refused.message()))),
                        unknown -> new ForgetResult(erasure, AtProvider.ASKED_AGAIN, null));
    }

    private ForgetResult answered(
            PaymentProvider provider, String customer, @Nullable String refusal, ForgetResult result) {
        return database.inTransaction((connection, untold) -> {
            forgotten.answered(connection, provider.name(), customer, refusal);
            return result;
        });
    }

    /** Asks about those whose answer is not known; how many were asked about. */
    int askAgain(PaymentProvider provider, Instant now, int limit) {
        var claimed = database.inTransaction((connection, untold) ->
                forgotten.claim(connection, provider.name(), now.minus(Reconciling.UNANSWERED), now, limit));
        for (var customer : claimed) {
            var result = ask(provider, customer, new Erasure(0, 0));
            if (result.atProvider() == AtProvider.REFUSED) {
                LOG.warn(
                        "{} refuses to forget customer {}, who was forgotten here; do it there by hand",
                        provider.name(),
                        customer);
            }
        }
        return claimed.size();
    }
}
