package dev.spike.provider.local;

import dev.spike.billing.Money;
import dev.spike.billing.provider.PaymentMethod;
import dev.spike.billing.provider.ProviderEvent;
import dev.spike.billing.provider.ProviderEvent.Dispute;
import dev.spike.billing.provider.ProviderEvent.DisputeLost;
import dev.spike.billing.provider.ProviderEvent.DisputeOpened;
import dev.spike.billing.provider.ProviderEvent.DisputeWon;
import dev.spike.billing.provider.ProviderEvent.RefundFailed;
import dev.spike.billing.provider.ProviderSubscription;
import dev.spike.billing.provider.Refund;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.Function;

/** What customers and their banks do: pay, confirm, dispute. No money moves. Thread-safe. */
public final class LocalBank {

    private final LocalDatabase database;
    private final Checkouts checkouts;
    private final Outbox outbox;
    private final LocalSubscriptions subscriptions;
    private final Methods methods = new Methods();
    private final PaymentStore payments = new PaymentStore();
    private final ReturnStore returns = new ReturnStore();

    LocalBank(LocalDatabase database, Checkouts checkouts, Outbox outbox, LocalSubscriptions subscriptions) {
        this.database = database;
        this.checkouts = checkouts;
        this.outbox = outbox;
        this.subscriptions = subscriptions;
    }

    /** Where a checkout's page stands after what was done. */
    public enum PageState {
        /** It waits for a card. */
        OPEN,
        /** It waits for another card. */
        DECLINED,
        /** It waits for the payment to be confirmed. */
        NEEDS_AUTHENTICATION,
        PAID,
        EXPIRED
    }

    /**
     * Pays at the page; at one that is paid or expired, does nothing.
     *
     * @throws IllegalArgumentException when there is no such page
     */
    public PageState pay(URI page, TestCard card) {
        return pay(secretOf(page), card);
    }

    PageState pay(String secret, TestCard card) {
        return at(secret, (now, connection, page) -> switch (card) {
            case GOOD, EXPIRES_LATER -> stateOf(checkouts.pay(connection, now, page, card));
            case NEEDS_AUTHENTICATION -> stateOf(checkouts.wait(connection, page.waitingFor(card)));
            case DECLINED -> declined(connection, page);
        });
    }

    /** Confirms the payment that waits for it; where none waits, does nothing. */
    public PageState confirm(URI page) {
        return confirm(secretOf(page));
    }

    PageState confirm(String secret) {
        return at(
                secret,
                (now, connection, page) -> page.card() == null
                        ? PageState.OPEN
                        : stateOf(checkouts.pay(connection, now, page, page.card())));
    }

    /** Does not confirm the payment; the page waits for another card. */
    public PageState refuse(URI page) {
        return refuse(secretOf(page));
    }

    PageState refuse(String secret) {
        return at(secret, (now, connection, page) -> declined(connection, page));
    }

    private PageState declined(Connection connection, Page page) throws SQLException {
        checkouts.wait(connection, page.waitingFor(null));
        return PageState.DECLINED;
    }

    @FunctionalInterface
    private interface Act {

        PageState on(Instant now, Connection connection, Page open) throws SQLException;
    }

    private PageState at(String secret, Act act) {
        return database.decide((now, connection) -> {
            var page = checkouts
                    .page(connection, now, secret)
                    .orElseThrow(() -> new IllegalArgumentException("There is no checkout's page at this address."));
            return page.state() == Page.State.OPEN ? act.on(now, connection, page) : stateOf(page);
        });
    }

    static PageState stateOf(Page page) {
        return switch (page.state()) {
            case OPEN -> page.card() == null ? PageState.OPEN : PageState.NEEDS_AUTHENTICATION;
            case PAID -> PageState.PAID;
            case EXPIRED -> PageState.EXPIRED;
        };
    }

    private static String secretOf(URI page) {
        return page.getPath().substring(page.getPath().lastIndexOf('/') + 1);
    }

    /** Saves the card, whatever it does when it is charged, as the one that the customer pays with from now on. */
    public PaymentMethod saveCard(String customerId, TestCard card) {
        return database.decide((now, connection) -> methods.prefer(connection, customerId, card, now));
    }

    /**
     * Tries at once to pay what a subscription owes; the attempts to come are the same as before if it cannot be paid. Where
     * nothing is owed, does nothing.
     *
     * @throws IllegalArgumentException when there is no such subscription
     */
    public ProviderSubscription retry(String subscriptionKey) {
        return subscriptions.retry(subscriptionKey);
    }

    /**
     * Disputes all that is left of the payment; what is disputed cannot be refunded.
     *
     * @throws IllegalArgumentException when there is no such payment, or nothing is left of it
     */
    public Dispute dispute(String paymentId) {
        return database.decide((now, connection) -> {
            var payment = payments.find(connection, paymentId)
                    .orElseThrow(() -> new IllegalArgumentException("There is no payment '" + paymentId + "'."));
            var gone = new Money(
                    returns.returned(connection, paymentId), payment.money().currency());
            var left = payment.money().lessButNotBelowZero(gone);
            if (left.isZero()) {
                throw new IllegalArgumentException("Nothing is left to dispute of the payment '" + paymentId + "'.");
            }
            var dispute = new Dispute(Ids.make("dsp_"), paymentId, left);
            returns.add(connection, dispute);
            outbox.tell(connection, new DisputeOpened(now, dispute));
            return dispute;
        });
    }

    /**
     * Decides an open dispute for the customer.
     *
     * @throws IllegalArgumentException when there is no such dispute, or it is decided
     */
    public void lose(Dispute dispute) {
        move(dispute.id(), "lost", now -> lost -> new DisputeLost(now, lost), "open");
    }

    /**
     * Decides a dispute for the seller, also one that was lost.
     *
     * @throws IllegalArgumentException when there is no such dispute, or it is won
     */
    public void win(Dispute dispute) {
        move(dispute.id(), "won", now -> won -> new DisputeWon(now, won), "open", "lost");
    }

    /**
     * Lets a refund not reach the customer: the money is the seller's again.
     *
     * @throws IllegalArgumentException when there is no such refund, or it has failed
     */
    public void fail(Refund refund) {
        move(refund.id(), "failed", now -> failed -> new RefundFailed(now, refund.failed()), "made");
    }

    private void move(String id, String to, Function<Instant, Function<Dispute, ProviderEvent>> event, String... from) {
        database.<Dispute>decide((now, connection) -> {
            var moved = returns.move(connection, id, to, from)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "There is no '" + id + "' that can become " + to + "; it is unknown or decided."));
            outbox.tell(connection, event.apply(now).apply(moved));
            return moved;
        });
    }
}
