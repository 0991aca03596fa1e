package dev.spike.billing;

import dev.spike.billing.provider.RawWebhook;
import dev.spike.billing.provider.Verification;
import dev.spike.ledger.Billable;
import dev.spike.ledger.Credits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Sells: {@code billing.of(user).addToCart("pack-10", 1)}, {@code billing.of(user).checkout(pages)}. Thread-safe.
 *
 * <p>What the provider is asked is noted before and after, in database transactions of its own; no transaction is open while
 * the provider is asked. Events are told after the commit.
 */
public interface Billing {

    /** What everybody may buy. */
    Catalogue catalogue();

    /**
     * The billable as somebody who buys. Nothing is read or written yet.
     *
     * @throws dev.spike.ledger.InvalidRequestException when its type or id cannot be kept
     */
    Buyer of(Billable billable);

    /**
     * Tries again to provide, or to take back, what failed and is due, each in a database transaction of its own; to be called
     * now and then. Any number of nodes may call it at once.
     *
     * @param limit 1 to 1,000
     * @return how many were tried
     */
    int retryProviding(Instant now, int limit);

    /**
     * What was paid and could not be provided yet, what is tried next first.
     *
     * @param limit 1 to 1,000
     */
    List<FailedProvision> failedProvisions(int limit);

    /**
     * Orders for which other money came than was asked, and was not wholly returned, oldest first.
     *
     * @param limit 1 to 1,000
     */
    List<Order.Mispaid> mispaidOrders(int limit);

    /**
     * Money that came for what had been paid already, and was not wholly returned, oldest first.
     *
     * @param limit 1 to 1,000
     */
    List<ExtraPayment> extraPayments(int limit);

    /**
     * What was to be taken back because money was returned, and could not be yet, what is tried next first.
     *
     * @param limit 1 to 1,000
     */
    List<FailedProvision> failedTakeBacks(int limit);

    /**
     * Keeps a webhook of the provider to be worked later, if it is one. One statement; a repeat is a duplicate. Of one that is
     * rejected nothing is kept but a count.
     *
     * @throws BillingException when there is no provider, or no database
     */
    Received receive(RawWebhook webhook);

    /** How many webhooks this node has rejected since it was built, by reason; a reason that never was is left out. */
    Map<Verification.Reason, Long> rejectedWebhooks();

    /**
     * Works deliveries of the inbox that are due, each in a database transaction of its own, so that one that fails takes no
     * other with it: it is kept with its cause, and tried again later and later. Any number of nodes may call it at once; each
     * takes what no other has.
     *
     * @param limit 1 to 1,000
     * @return how many were tried
     */
    int workInbox(Instant now, int limit);

    /**
     * Asks the provider what it sent since it was last asked, and puts into the inbox what never arrived.
     *
     * @param limit how many deliveries to look at; 1 to 1,000
     * @return how many had not arrived; none also when the provider did not answer
     */
    int catchUp(int limit);

    /**
     * Asks the provider under their keys about checkouts and refunds whose answer is not known, about pages that have been open
     * for long, about subscriptions whose change was not answered, and about those whose period has been over for an hour without
     * a word. What it answers counts as if it had been told.
     *
     * @param limit 1 to 1,000 of each
     * @return how many were asked about
     */
    int reconcile(Instant now, int limit);

    /**
     * Drops the bodies of deliveries that are older than the catalogue says; ids and outcome stay. One that was not settled by
     * then is no longer tried.
     *
     * @return how many were dropped
     */
    int forgetBodies(Instant now);

    /**
     * The deliveries that failed or wait, oldest first.
     *
     * @param limit 1 to 1,000
     */
    List<UnsettledDelivery> inbox(int limit);

    /**
     * Works a delivery now, whenever it is due. One that is settled, or that is just being worked, is left alone.
     *
     * @param id as {@link #inbox} has it
     * @return where it stands afterwards; nothing if there is none with this id
     */
    Optional<DeliveryState> retryInbox(long id);

    /**
     * The credits of everybody, brought up to date before anything is read or changed: the free plan is given at the first touch
     * in a period, what has ended is voided. What hosts install where plans are sold. Costs one row by key more for each verb;
     * more only when there is something to do. Joined to a host's transaction, it does so there.
     */
    Credits credits();

    /**
     * Does what is due by itself with plans: monthly credits inside a paid year, renewals of what is given for nothing, ends of
     * graces and of what was cancelled, charges of what is owed. Each billable in a database transaction of its own: one that fails is tried again later
     * and stops nobody. What was missed is made up for. Any number of nodes may call it at once.
     *
     * @param limit 1 to 1,000
     * @return how many were tried
     */
    int runDue(Instant now, int limit);

    /** How much is due with plans now, and since when. Costs what is due. */
    WaitingDue waitingDue(Instant now);

    /**
     * What is due with plans and failed, what is tried next first.
     *
     * @param limit 1 to 1,000
     */
    List<FailedDue> failedDue(int limit);

    /**
     * How much waits and how much failed, of all that is due by itself and of all that was told and paid. One statement, which
     * costs what there is.
     */
    Backlog backlog(Instant now);

    /**
     * Does now what is due for a billable, or failed, whenever it was to be tried next. What fails again is in
     * {@link #failedDue}.
     *
     * @return how many were tried
     */
    int retryDue(Billable billable);

    /**
     * Forgets a person and keeps the books, here and {@linkplain Credits#forget in the ledger} in one database transaction, and
     * then asks the payment provider to do the same: in every table the billable's id gives way to one random one; reasons,
     * causes, and the addresses of pages are cleared; the bodies of webhooks that name the customer are dropped. Orders, their
     * lines, payments, refunds, subscriptions and amounts stay as they are, and so do the provider's ids of them.
     *
     * <p>What the provider tells of it later is known and noted: money that comes or goes stays in the books; no credits move, no
     * listener hears of it, and its body is dropped when it was worked. What is given for nothing ends, and what could not be
     * provided is not tried again. Whoever comes back under the same id begins anew.
     *
     * <p>Locks the inbox while it lasts, so webhooks wait; then the cart, the orders, and the accounts as the ledger does. Reads
     * the bodies of all webhooks that are still kept. A repeat finds nothing.
     *
     * <p>Errors, in the order they are looked for, each naming what is to be done first; nothing was changed:
     * {@link BillingError#STILL_SUBSCRIBED}, {@link BillingError#CHECKOUT_OPEN}, {@link BillingError#REFUND_UNANSWERED},
     * {@link BillingError#CHARGE_UNANSWERED}, {@link BillingError#DELIVERY_UNSETTLED}.
     */
    ForgetResult forget(Billable billable);

    /**
     * Writes every row that billing and the ledger have of the billable, as one JSON object with the members {@code ledger} and
     * {@code billing}: in each a member for each table. Left out, as {@code left_out} says there, are the addresses of the
     * provider's pages, where anybody may pay who has them, and the bodies of webhooks, which are the provider's words. All is
     * read as it was at one instant. Changes and locks nothing.
     *
     * @param to is given the pieces of the document in their order; what it throws ends the export, and is passed on
     */
    void export(Billable billable, Consumer<String> to);
}
