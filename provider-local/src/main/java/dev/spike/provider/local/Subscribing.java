package dev.spike.provider.local;

import dev.spike.billing.Money;
import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.Checkout;
import dev.spike.billing.provider.CheckoutRequest;
import dev.spike.billing.provider.CheckoutRequest.CheckoutLine;
import dev.spike.billing.provider.ProviderSubscription;
import dev.spike.billing.provider.Refusal;
import dev.spike.billing.provider.SubscriptionRequest;
import dev.spike.provider.local.SubscriptionRequestStore.Asked;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** A subscription begins once per key: from the saved card, or when its page is paid. */
final class Subscribing {

    /** As long as real sellers keep a page. */
    private static final Duration PAGE_LASTS = Duration.ofHours(24);

    private final SubscriptionRequestStore requests = new SubscriptionRequestStore();
    private final CustomerStore customers = new CustomerStore();
    private final Checkouts checkouts;
    private final Renewing renewing;
    private final Beginning beginning;

    Subscribing(Checkouts checkouts, Renewing renewing, Beginning beginning) {
        this.checkouts = checkouts;
        this.renewing = renewing;
        this.beginning = beginning;
    }

    Answer<ProviderSubscription> subscribe(Connection connection, Instant now, SubscriptionRequest asked)
            throws SQLException {
        var request = inMicroseconds(asked);
        var before = requests.find(connection, request.key());
        if (before.isPresent()) {
            return isAgain(before.get(), request, false) ? found(connection, now, before.get()) : reused(request.key());
        }
        var refused = this.<ProviderSubscription>refused(connection, now, request);
        return refused.isPresent() ? refused.get() : begin(connection, now, request);
    }

    private Answer<ProviderSubscription> begin(Connection connection, Instant now, SubscriptionRequest request)
            throws SQLException {
        var begun = Subscription.begun(request, now);
        var refusal = renewing.refusal(connection, begun);
        var asked = new Asked(request, false, refusal.orElse(null));
        requests.add(connection, asked);
        if (refusal.isEmpty()) {
            beginning.withCard(connection, now, begun);
        }
        return found(connection, now, asked);
    }

    private Answer<ProviderSubscription> found(Connection connection, Instant now, Asked asked) throws SQLException {
        if (asked.refusal() != null) {
            return Answer.refused(
                    asked.refusal(),
                    "The first period of '" + asked.request().key()
                            + "' could not be paid, so nothing began; a new attempt takes a new key.");
        }
        return Answer.done(renewing.current(connection, now, asked.request().key())
                .orElseThrow()
                .shown());
    }

    Answer<Checkout> open(Connection connection, Instant now, SubscriptionRequest asked, CheckoutRequest.Pages pages)
            throws SQLException {
        var request = inMicroseconds(asked);
        var before = requests.find(connection, request.key());
        if (before.isPresent()) {
            return isAgain(before.get(), request, true)
                    ? checkouts.reopen(connection, now, request.key(), pages)
                    : reused(request.key());
        }
        var refused = this.<Checkout>refused(connection, now, request);
        if (refused.isPresent()) {
            return refused.get();
        }
        var wrong = Limits.wrong(pages);
        if (wrong.isPresent()) {
            return Answer.refused(Refusal.INVALID, wrong.get());
        }
        requests.add(connection, new Asked(request, true, null));
        return checkouts.open(connection, page(request, pages, now));
    }

    private <T> Optional<Answer<T>> refused(Connection connection, Instant now, SubscriptionRequest request)
            throws SQLException {
        var wrong = SubscriptionLimits.wrong(request, now);
        if (wrong.isPresent()) {
            return Optional.of(Answer.refused(Refusal.INVALID, wrong.get()));
        }
        if (!customers.exists(connection, request.customerId())) {
            return Optional.of(Answers.noCustomer(request.customerId()));
        }
        return checkouts.exists(connection, request.key()) ? Optional.of(reused(request.key())) : Optional.empty();
    }

    private static boolean isAgain(Asked before, SubscriptionRequest request, boolean atPage) {
        return before.request().equals(request) && before.atPage() == atPage;
    }

    private static <T> Answer<T> reused(String key) {
        return Answer.refused(Refusal.KEY_REUSED, "Something else was asked for under '" + key + "'; take a new key.");
    }

    /** It ends with the trial that it promises, at the latest. */
    private static CheckoutRequest page(SubscriptionRequest request, CheckoutRequest.Pages pages, Instant now) {
        var terms = request.terms();
        var trialEnd = request.trialEndsAt();
        var due = Subscription.begun(request, now).bill().owed();
        var price = trialEnd == null ? terms.price() : Money.zero(terms.price().currency());
        var name = terms.name() + ", " + terms.interval().word();
        var line = trialEnd == null
                ? name
                : name + " " + terms.price() + ", from "
                        + trialEnd.atOffset(ZoneOffset.UTC).toLocalDate();
        var expires = now.plus(PAGE_LASTS);
        return new CheckoutRequest(
                request.key(),
                request.customerId(),
                List.of(new CheckoutLine(line, 1, price)),
                price.minus(due),
                due,
                pages,
                trialEnd == null || trialEnd.isAfter(expires) ? expires : trialEnd);
    }

    private static SubscriptionRequest inMicroseconds(SubscriptionRequest request) {
        var trialEnd = request.trialEndsAt();
        return new SubscriptionRequest(
                request.key(),
                request.customerId(),
                request.terms(),
                trialEnd == null ? null : trialEnd.truncatedTo(ChronoUnit.MICROS),
                request.discount());
    }
}
