package dev.spike.billing.postgres;

import dev.spike.billing.BillingError;
import dev.spike.billing.BillingException;
import dev.spike.billing.Catalogue;
import dev.spike.billing.CheckoutResult;
import dev.spike.billing.postgres.Placing.Placed;
import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.Checkout;
import dev.spike.billing.provider.CheckoutRequest;
import dev.spike.billing.provider.CheckoutRequest.CheckoutLine;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.billing.provider.Customer;
import dev.spike.billing.provider.CustomerRequest;
import dev.spike.billing.provider.PaymentProvider;
import dev.spike.billing.provider.Refusal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The customer wants to pay. What is asked of the provider is committed before it is asked, and asked with no transaction open:
 *
 * <pre>
 *   place the order (commit) -> ask for the page -> note the page (commit) -> the customer goes there
 *        ^                                              |
 *        +---- end the page of an earlier order <-------+  when the cart was changed
 * </pre>
 *
 * Whoever falls between two steps finds the order again, and asks the provider under the same key.
 */
final class CheckingOut {

    /** Less than the day that providers allow, so that a clock ahead of theirs is no trouble. */
    static final Duration PAGE_LASTS = Duration.ofHours(12);

    /** Each round ends an earlier page; more means that somebody keeps changing the cart. */
    private static final int ROUNDS_MAX = 3;

    private final BillingSettings settings;
    private final BillingDatabase database;
    private final Placing placing;
    private final Paying paying;
    private final Cancelling cancelling = new Cancelling();
    private final Orders orders = new Orders();
    private final CustomerStore customers = new CustomerStore();

    CheckingOut(BillingSettings settings, BillingDatabase database, Paying paying) {
        this.settings = settings;
        this.database = database;
        this.placing = new Placing(settings, paying);
        this.paying = paying;
    }

    CheckoutResult checkout(Owner owner, Catalogue catalogue, Pages pages, Instant now) {
        try {
            PageAddress.check(pages.whenPaid());
            PageAddress.check(pages.whenCancelled());
            for (int round = 0; round < ROUNDS_MAX; round++) {
                var result = round(owner, catalogue, pages, now);
                if (result.isPresent()) {
                    return result.get();
                }
            }
            return new CheckoutResult.TryAgain("The cart was changed while it was checked out.");
        } catch (BillingException e) {
            if (e.error() instanceof BillingError why && why != BillingError.BILLING_UNAVAILABLE) {
                return new CheckoutResult.Refused(why, String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    /** Nothing when it is to be placed anew. */
    private Optional<CheckoutResult> round(Owner owner, Catalogue catalogue, Pages pages, Instant now) {
        var placed = database.inTransaction(
                (connection, untold) -> placing.place(connection, untold, owner, catalogue, pages, now));
        if (placed instanceof Placed.Free free) {
            return Optional.of(new CheckoutResult.PaidAtOnce(free.order()));
        }
        if (placed instanceof Placed.EndFirst first) {
            return end(first.earlier(), now);
        }
        return open((Placed.Waiting) placed, now);
    }

    private PaymentProvider provider() {
        return Optional.ofNullable(settings.provider()).orElseThrow();
    }

    /** Ends the page of an earlier order, of which the cart no longer is. */
    private Optional<CheckoutResult> end(CheckoutRow earlier, Instant now) {
        return provider()
                .expireCheckout(earlier.key())
                .<Optional<CheckoutResult>>fold(
                        checkout -> ended(checkout, now),
                        refused -> refused.refusal() == Refusal.NOT_FOUND
                                ? neverOpened(earlier.key(), now)
                                : cannotEnd(refused.message()),
                        unknown -> unknown(earlier.key(), unknown.cause(), now));
    }

    /**
     * Another tab may be about to open it. So the order is given up first, which that tab sees if it comes later; if it came
     * before, its page is there to be ended now.
     */
    private Optional<CheckoutResult> neverOpened(String key, Instant now) {
        database.inTransaction((connection, untold) -> {
            cancelling.givenUp(connection, key, now);
            return key;
        });
        return provider()
                .expireCheckout(key)
                .<Optional<CheckoutResult>>fold(
                        checkout -> ended(checkout, now),
                        refused -> refused.refusal() == Refusal.NOT_FOUND
                                ? expired(key, now)
                                : cannotEnd(refused.message()),
                        unknown -> unknown(key, unknown.cause(), now));
    }

    private static Optional<CheckoutResult> cannotEnd(String message) {
        return Optional.of(new CheckoutResult.Refused(BillingError.PROVIDER_REFUSED, Shown.cause(message)));
    }

    private Optional<CheckoutResult> ended(Checkout checkout, Instant now) {
        return checkout.<Optional<CheckoutResult>>fold(
                open -> Optional.of(new CheckoutResult.TryAgain("The earlier page could not be ended yet.")),
                paid -> Optional.of(paid(paid, now)),
                expired -> expired(expired.key(), now));
    }

    private Optional<CheckoutResult> expired(String key, Instant now) {
        database.inTransaction((connection, untold) -> {
            cancelling.expired(connection, key, now);
            return key;
        });
        return Optional.empty();
    }

    private Optional<CheckoutResult> unknown(String key, String cause, Instant now) {
        database.inTransaction((connection, untold) -> {
            orders.checkouts().unknown(connection, key, Shown.cause(cause), now);
            return key;
        });
        return Optional.of(new CheckoutResult.TryAgain(Shown.cause(cause)));
    }

    private CheckoutResult paid(Checkout.Paid paid, Instant now) {
        var noted = database.inTransaction(
                (connection, untold) -> paying.paid(connection, untold, paid.key(), paid.payment(), now));
        if (noted instanceof Paying.Noted.Now first) {
            return new CheckoutResult.AlreadyPaid(first.order());
        }
        if (noted instanceof Paying.Noted.Before before) {
            return new CheckoutResult.AlreadyPaid(before.order());
        }
        if (noted instanceof Paying.Noted.Other other) {
            return new CheckoutResult.AlreadyPaid(other.order());
        }
        throw new IllegalStateException("The provider answered for the checkout " + Shown.quoted(paid.key())
                + ", which it was not asked for; its answers cannot be relied on.");
    }

    /** Asks for the page of the order, which may be open already. */
    private Optional<CheckoutResult> open(Placed.Waiting waiting, Instant now) {
        var key = waiting.checkout().key();
        return customer(waiting.checkout().owner(), now)
                .<Optional<CheckoutResult>>fold(
                        customer -> provider()
                                .openCheckout(request(waiting, customer))
                                .<Optional<CheckoutResult>>fold(
                                        checkout -> opened(waiting.checkout(), checkout, now),
                                        refused -> refused(key, refused.message(), now),
                                        unknown -> unknown(key, unknown.cause(), now)),
                        refused -> refused(key, refused.message(), now),
                        unknown -> unknown(key, unknown.cause(), now));
    }

    private Answer<Customer> customer(Owner owner, Instant now) {
        var name = provider().name();
        var known = database.read(connection -> customers.find(connection, owner, name));
        if (known.isPresent()) {
            return Answer.done(known.get());
        }
        var answer = provider().customer(new CustomerRequest(owner.billable(), null, null));
        return answer.fold(
                customer -> Answer.done(database.inTransaction((connection, untold) -> {
                    customers.add(connection, owner, name, customer, now);
                    return customers.find(connection, owner, name).orElseThrow();
                })),
                refused -> answer,
                unknown -> answer);
    }

    /** Made of what is stored and of nothing else, so that a repeat has the same content. */
    private static CheckoutRequest request(Placed.Waiting waiting, Customer customer) {
        var terms = waiting.order().order().terms();
        return new CheckoutRequest(
                waiting.checkout().key(),
                customer.id(),
                terms.lines().stream()
                        .map(line -> new CheckoutLine(line.name(), line.quantity(), line.unitPrice()))
                        .toList(),
                terms.totals().discount(),
                terms.totals().total(),
                waiting.checkout().pages(),
                waiting.checkout().expiresAt());
    }

    private Optional<CheckoutResult> refused(String key, String message, Instant now) {
        database.inTransaction((connection, untold) -> {
            cancelling.refused(connection, key, message, now);
            return key;
        });
        return Optional.of(new CheckoutResult.Refused(BillingError.PROVIDER_REFUSED, Shown.cause(message)));
    }

    private Optional<CheckoutResult> opened(CheckoutRow asked, Checkout checkout, Instant now) {
        return checkout.<Optional<CheckoutResult>>fold(
                open -> waits(asked, open.page(), now),
                paid -> Optional.of(paid(paid, now)),
                expired -> expired(expired.key(), now));
    }

    /** While the page was opened, another tab may have changed the cart and given the order up, or the customer paid. */
    private Optional<CheckoutResult> waits(CheckoutRow asked, URI page, Instant now) {
        var order = database.inTransaction((connection, untold) -> {
            orders.checkouts().opened(connection, asked.key(), page, now);
            return orders.get(connection, asked.owner(), asked.order()).order();
        });
        return order.<Optional<CheckoutResult>>fold(
                pending -> Optional.of(new CheckoutResult.Page(pending, page)),
                paid -> Optional.of(new CheckoutResult.AlreadyPaid(paid)),
                cancelled -> end(asked, now),
                mispaid -> Optional.of(new CheckoutResult.AlreadyPaid(mispaid)));
    }
}
