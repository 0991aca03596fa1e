package dev.spike.billing.postgres;

import dev.spike.billing.BillingError;
import dev.spike.billing.BillingException;
import dev.spike.billing.Catalogue;
import dev.spike.billing.CheckoutResult;
import dev.spike.billing.postgres.Placing.Placed;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.billing.provider.PaymentProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The customer wants to pay. What is asked of the provider is committed before it is asked, and asked with no transaction open:
 *
 * <pre>
 *   place the order (commit) -> ask for the page -> note the page (commit) -> the customer goes there
 *        ^      |
 *        |      v  when the cart was changed
 *      end the page of the earlier order
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
    private final Ending ending;
    private final Opening opening;

    CheckingOut(BillingSettings settings, BillingDatabase database, Paying paying) {
        var answering = new Answering(database, paying);
        this.settings = settings;
        this.database = database;
        this.placing = new Placing(settings, paying);
        this.ending = new Ending(answering);
        this.opening = new Opening(database, answering, ending);
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
            return new CheckoutResult.Refused(Faults.ofTheAsker(e), String.valueOf(e.getMessage()));
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
            return ending.end(provider(), first.earlier().key(), now);
        }
        return opening.open(provider(), (Placed.Waiting) placed, now);
    }

    private PaymentProvider provider() {
        return Optional.ofNullable(settings.provider())
                .orElseThrow(() -> new BillingException(
                        BillingError.PROVIDER_MISSING,
                        "The cart is to be paid, and no provider takes the money; build billing with the provider that the"
                                + " catalogue names."));
    }
}
