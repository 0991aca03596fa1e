package dev.spike.billing;

import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.ledger.Billable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A billable as somebody who subscribes. Thread-safe; holds no state.
 *
 * <p>Whatever it does or reads brings its credits up to date first: a free plan is given at the first touch in a period, what
 * has ended is voided. Credits follow money: what is paid for is granted when the provider says that it is paid.
 */
public interface Subscriber {

    Billable billable();

    /** Gives the free plan of the period, if no other holds and it was not given yet; for a sign-up. A repeat changes nothing. */
    void welcome();

    /** Where it stands. */
    Subscription subscription();

    /** Whether a plan holds that is not free. */
    boolean isSubscribed();

    /** The plan that holds, as the catalogue has it now; empty if that is none of the catalogue's, or nothing is free. */
    Optional<Plan> currentPlan();

    /** What it may choose from, in the catalogue's order: the plans that are offered, and its own also when that is archived. */
    List<Plan> plans();

    /** When the subscription renews or, if it is cancelled, ends; empty without one that holds. */
    Optional<Instant> renewalDate();

    /** The next date on which monthly credits come; today, on the day itself. Without a subscription, the next free period. */
    Instant monthlyRenewalDate();

    /**
     * The plan that was asked for with {@link #switchAtPeriodEnd} and is still to come; one whose answer was lost counts. Empty
     * if the subscription goes on as it is, ends, or there is none. Cancelling gives it up.
     */
    Optional<NextPlan> nextPlan();

    /**
     * Subscribes on a page of the provider; who is subscribed already is switched now, or resumes the same plan. The free plan
     * cancels at the period's end. The same wish leads to the same page; another ends the page first.
     *
     * @param pages absolute addresses of http or https
     */
    SubscribeResult subscribe(String planId, Interval interval, Pages pages);

    /**
     * Subscribes with a discount code, which makes as many periods cheaper as it may still be used, each of them a use. Who is
     * subscribed already has it applied first.
     */
    SubscribeResult subscribe(String planId, Interval interval, String code, Pages pages);

    /**
     * Applies a discount code to the plan that is paid for, from the next payment on, instead of any before; a cancellation offer is
     * taken so. A repeat changes nothing.
     */
    SubscribeResult applyCode(String code);

    /** Subscribes for nothing, without a provider; renewed until it is cancelled. Who pays for a plan is refused. */
    SubscribeResult subscribeWithoutPayment(String planId, Interval interval);

    /** What {@link #switchNow} would do; empty where it would do nothing, or the provider cannot say what is due. */
    Optional<SwitchPreview> previewSwitch(String planId, Interval interval);

    /**
     * A new period and its credits begin now; what was used of the old ones ahead of their time is carried into them.
     * Refused, and nothing changed, if it cannot be paid.
     */
    SubscribeResult switchNow(String planId, Interval interval);

    /** The plan of the next period; a later wish replaces this one. */
    SubscribeResult switchAtPeriodEnd(String planId, Interval interval);

    /**
     * What is offered before it is cancelled, in the catalogue's order: discounts that fit its price and that this billable may
     * still use. Nothing for a plan that is not paid for, or is cancelled.
     */
    List<CancellationOffer> cancellationOffers();

    /** It ends when the period does. Moves no credits. */
    SubscribeResult cancelAtPeriodEnd();

    /** It ends at once: what is left is voided, what was used ahead of its time is forgiven. No money is returned. */
    SubscribeResult cancelNow();

    /** It goes on after all. Moves no credits. */
    SubscribeResult resume();
}
