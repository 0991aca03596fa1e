package dev.spike.billing.postgres;

import dev.spike.billing.BillingError;
import dev.spike.billing.BillingException;
import dev.spike.billing.Catalogue;
import dev.spike.billing.Interval;
import dev.spike.billing.SubscribeResult;
import dev.spike.billing.postgres.PlanTermsStore.When;
import dev.spike.billing.postgres.SubscriptionRow.Told;
import dev.spike.billing.provider.Checkout;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.billing.provider.Customer;
import dev.spike.billing.provider.RecurringDiscount;
import dev.spike.billing.provider.Refusal;
import dev.spike.billing.provider.SubscriptionRequest;
import dev.spike.ledger.IdempotencyKey;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.Period;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Somebody wants a plan. What is asked of the provider is committed before it is asked, and asked with no transaction open; the
 * same wish is asked for under the same key, and another ends the page of the one before first.
 */
final class Subscribing {

    /** Each round ends an earlier page; more means that somebody keeps changing their mind. */
    private static final int ROUNDS_MAX = 3;

    private final BillingSettings settings;
    private final BillingDatabase database;
    private final AskingProvider asking;
    private final Stopping stopping;
    private final Switching switching;
    private final Discounting discounting;
    private final Coding coding = new Coding();
    private final Customers customers;
    private final SubscriberStore subscribers = new SubscriberStore();
    private final SubscriptionStore subscriptions = new SubscriptionStore();
    private final PlanTermsStore terms = new PlanTermsStore();
    private final SubscriptionDiscountStore discounts = new SubscriptionDiscountStore();

    Subscribing(
            BillingSettings settings,
            BillingDatabase database,
            AskingProvider asking,
            Stopping stopping,
            Switching switching,
            Discounting discounting) {
        this.settings = settings;
        this.database = database;
        this.asking = asking;
        this.stopping = stopping;
        this.switching = switching;
        this.discounting = discounting;
        this.customers = new Customers(database);
    }

    /**
     * What somebody wants.
     *
     * @param code of a discount; none is none
     */
    record Wish(
            Catalogue catalogue,
            String planId,
            Interval interval,
            @Nullable String code,
            Pages pages) {}

    SubscribeResult subscribe(Owner owner, Wish wish, Instant now) {
        try {
            PageAddress.check(wish.pages().whenPaid());
            PageAddress.check(wish.pages().whenCancelled());
            var chosen = Choosing.of(wish.catalogue(), wish.planId(), wish.interval());
            var live = stopping.live(owner);
            if (chosen.plan().isFree()) {
                return live.isPresent() ? stopping.atPeriodEnd(owner, now) : asking.done(owner, now);
            }
            if (live.isPresent() && !live.get().isComped()) {
                return change(owner, live.get(), wish, chosen, now);
            }
            for (int round = 0; round < ROUNDS_MAX; round++) {
                var result = round(owner, wish, chosen, now);
                if (result.isPresent()) {
                    return result.get();
                }
            }
            return new SubscribeResult.TryAgain("Another plan was asked for at the same time.");
        } catch (BillingException e) {
            return new SubscribeResult.Refused(Faults.ofTheAsker(e), String.valueOf(e.getMessage()));
        }
    }

    private SubscribeResult change(Owner owner, SubscriptionRow live, Wish wish, Choosing chosen, Instant now) {
        if (wish.code() != null) {
            var cheaper = discounting.apply(owner, wish.catalogue(), wish.code(), now);
            if (!(cheaper instanceof SubscribeResult.Done)) {
                return cheaper;
            }
        }
        var current = database.read(connection -> terms.find(
                        connection, owner, live.key(), live.told().switchNumber())
                .orElseThrow());
        boolean resumes = live.told().endsAt() != null && current.isFor(chosen.plan(), chosen.interval());
        return resumes
                ? stopping.resume(owner, now)
                : switching.now(owner, wish.catalogue(), chosen.plan().id(), chosen.interval(), now);
    }

    /** Nothing when an earlier wish was ended, and this one is to be noted anew. */
    private Optional<SubscribeResult> round(Owner owner, Wish wish, Choosing chosen, Instant now) {
        asking.subscriptions();
        var asked = database.inTransaction((connection, untold) -> noted(connection, owner, wish, chosen, now));
        return asked.isSame() ? open(asked, now) : end(asked.row(), now);
    }

    /** @param isSame whether it is for what is wanted now */
    private record Asked(
            SubscriptionRow row, PlanTerms terms, @Nullable RecurringDiscount discount, boolean isSame) {}

    private Asked noted(Connection connection, Owner owner, Wish wish, Choosing chosen, Instant now)
            throws SQLException {
        subscribers.lock(connection, owner);
        var earlier = subscriptions.asked(connection, owner);
        if (earlier.isPresent()) {
            var found = terms.find(connection, owner, earlier.get().key(), 0).orElseThrow();
            var discount =
                    discounts.latest(connection, owner, earlier.get().key()).orElse(null);
            boolean same = found.isFor(chosen.plan(), chosen.interval())
                    && Objects.equals(found.price(), chosen.price())
                    && isFor(discount, wish);
            return new Asked(earlier.get(), found, discount, same);
        }
        var key = "sub_" + IdempotencyKey.random().text();
        var first = chosen.terms(0);
        var trialEndsAt = trialEndsAt(connection, owner, chosen, now);
        var row = new SubscriptionRow(owner, key, asking.provider().name(), trialEndsAt, wish.pages(), Told.ASKED);
        var discount = discount(connection, owner, wish, chosen);
        subscriptions.add(connection, row, now);
        terms.add(connection, owner, key, first, When.AT_FIRST);
        if (discount != null) {
            discounts.add(connection, owner, key, discount, now);
        }
        return new Asked(row, first, discount, true);
    }

    private @Nullable RecurringDiscount discount(Connection connection, Owner owner, Wish wish, Choosing chosen)
            throws SQLException {
        return wish.code() == null || chosen.price() == null
                ? null
                : coding.usable(connection, owner, wish.code(), wish.catalogue(), chosen.price());
    }

    private static boolean isFor(@Nullable RecurringDiscount discount, Wish wish) {
        if (discount == null || wish.code() == null) {
            return discount == null && wish.code() == null;
        }
        return wish.catalogue()
                .discount(wish.code())
                .filter(wanted -> wanted.code().equals(discount.code())
                        && wanted.reduction().equals(discount.reduction()))
                .isPresent();
    }

    /** Who has subscribed before has tried before. */
    private @Nullable Instant trialEndsAt(Connection connection, Owner owner, Choosing chosen, Instant now)
            throws SQLException {
        var trial = chosen.plan().provides().trial();
        boolean before = !subscriptions.latest(connection, owner).isEmpty();
        return trial == null || before
                ? null
                : now.atZone(settings.zone()).plus(Period.ofDays(trial.days())).toInstant();
    }

    private Optional<SubscribeResult> open(Asked asked, Instant now) {
        return customers
                .customer(asking.provider(), asked.row().owner(), now)
                .<Optional<SubscribeResult>>fold(
                        customer -> open(asked, customer, now),
                        refused -> refused(asked.row(), refused.message(), now),
                        unknown -> unknown(asked.row(), unknown.cause()));
    }

    private Optional<SubscribeResult> open(Asked asked, Customer customer, Instant now) {
        var row = asked.row();
        var request = new SubscriptionRequest(
                row.key(), customer.id(), asked.terms().of(row.key()), row.trialEndsAt(), asked.discount());
        return asking.subscriptions()
                .openSubscription(request, Objects.requireNonNull(row.pages()))
                .<Optional<SubscribeResult>>fold(
                        checkout -> opened(row, checkout, now),
                        refused -> refused(row, refused.message(), now),
                        unknown -> unknown(row, unknown.cause()));
    }

    private Optional<SubscribeResult> opened(SubscriptionRow row, Checkout checkout, Instant now) {
        return checkout.<Optional<SubscribeResult>>fold(
                open -> waits(row, open.page(), now),
                paid -> Optional.of(asking.result(row, asking.subscriptions().subscription(row.key()), now)),
                expired -> givenUp(row, now));
    }

    /** While the page was opened, another tab may have given it up for another plan. */
    private Optional<SubscribeResult> waits(SubscriptionRow row, URI page, Instant now) {
        var state = database.read(
                        connection -> subscriptions.find(connection, row.key()).orElseThrow())
                .told()
                .state();
        return state == SubscriptionState.REFUSED
                ? end(row, now)
                : Optional.of(new SubscribeResult.Page(row.key(), page));
    }

    /** Given up before the provider is asked, so that a page that is opened meanwhile is seen by whoever opens it. */
    private Optional<SubscribeResult> end(SubscriptionRow row, Instant now) {
        givenUp(row, now);
        return asking.provider()
                .expireCheckout(row.key())
                .<Optional<SubscribeResult>>fold(
                        checkout -> checkout.<Optional<SubscribeResult>>fold(
                                open -> Optional.of(
                                        new SubscribeResult.TryAgain("The earlier page could not be ended yet.")),
                                paid -> Optional.of(asking.result(
                                        row, asking.subscriptions().subscription(row.key()), now)),
                                expired -> Optional.empty()),
                        refused -> refused.refusal() == Refusal.NOT_FOUND
                                ? Optional.empty()
                                : Optional.of(new SubscribeResult.Refused(
                                        BillingError.PROVIDER_REFUSED, Shown.cause(refused.message()))),
                        unknown -> Optional.of(new SubscribeResult.TryAgain(Shown.cause(unknown.cause()))));
    }

    private Optional<SubscribeResult> givenUp(SubscriptionRow row, Instant now) {
        asking.givenUp(row.key(), now);
        return Optional.empty();
    }

    private Optional<SubscribeResult> refused(SubscriptionRow row, String message, Instant now) {
        givenUp(row, now);
        return Optional.of(new SubscribeResult.Refused(BillingError.PROVIDER_REFUSED, Shown.cause(message)));
    }

    private Optional<SubscribeResult> unknown(SubscriptionRow row, String cause) {
        return Optional.of(asking.unanswered(row.key(), cause));
    }
}
