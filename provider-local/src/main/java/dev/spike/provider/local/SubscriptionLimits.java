package dev.spike.provider.local;

import dev.spike.billing.provider.RecurringDiscount;
import dev.spike.billing.provider.SubscriptionRequest;
import dev.spike.billing.provider.SubscriptionTerms;
import dev.spike.billing.provider.SwitchRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which subscriptions and switches cannot be as they are asked for, each with a sentence that says why. */
final class SubscriptionLimits {

    /** As long as real sellers allow. */
    static final Duration TRIAL_MAX = Duration.ofDays(730);

    private SubscriptionLimits() {}

    static Optional<String> wrong(SubscriptionRequest request, Instant now) {
        var trialEnd = request.trialEndsAt();
        return Stream.of(
                        Limits.name("key", request.key()),
                        wrong(request.terms()),
                        Limits.unless(
                                trialEnd == null || trialEnd.isAfter(now),
                                "The trial would end at " + trialEnd + ", and it is " + now
                                        + "; name a later instant, or no trial."),
                        Limits.unless(
                                trialEnd == null || trialEnd.isBefore(now.plus(TRIAL_MAX)),
                                "The trial would end at " + trialEnd + ", and it is " + now + "; it may last "
                                        + TRIAL_MAX.toDays() + " days."),
                        wrong(request.discount(), request.terms()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> wrong(SubscriptionTerms terms) {
        return Stream.of(
                        Limits.name("reference of the terms", terms.reference()),
                        Limits.text("name of the terms", terms.name(), Limits.TEXT_MAX),
                        Limits.above(terms.price()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> wrong(@Nullable RecurringDiscount discount, SubscriptionTerms terms) {
        if (discount == null) {
            return Optional.empty();
        }
        return Limits.name("code of the discount", discount.code())
                .or(() -> Limits.unless(
                        discount.reduction().fits(terms.price()),
                        "The discount '" + discount.code() + "' does not fit " + terms.price()
                                + "; give one of its currency."));
    }

    static Optional<String> wrong(RecurringDiscount discount, Subscription current) {
        return wrong(discount, current.shown().terms()).or(() -> ended(current));
    }

    private static Optional<String> ended(Subscription current) {
        return Limits.unless(!current.isOver(), "The subscription '" + current.key() + "' has ended; begin another.");
    }

    /** The currency stays: what was paid in one cannot be credited in another. */
    static Optional<String> wrong(SwitchRequest request, Subscription current) {
        var price = request.terms().price();
        var paidIn = current.shown().terms().price().currency();
        return Stream.of(
                        Limits.name("key", request.key()),
                        wrong(request.terms()),
                        Limits.unless(
                                price.currency().equals(paidIn),
                                "The new price is " + price + " and the subscription is paid in "
                                        + paidIn.getCurrencyCode() + "; keep the currency, or begin another."),
                        ended(current))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
