package dev.spike.provider.local;

import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.ProviderSubscription;
import dev.spike.billing.provider.Refusal;
import dev.spike.billing.provider.SubscriptionProvider.SwitchQuote;
import dev.spike.billing.provider.SwitchRequest;
import dev.spike.provider.local.SwitchStore.Asked;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * A subscription goes on by other terms, once per key: now, for the price less what is unused of the period that this ends, or
 * when the period ends. A key that was declined stays so.
 */
final class Switching {

    private final SwitchStore switches = new SwitchStore();
    private final Renewing renewing;

    Switching(Renewing renewing) {
        this.renewing = renewing;
    }

    Answer<SwitchQuote> quote(Connection connection, Instant now, SwitchRequest request) throws SQLException {
        var current = renewing.current(connection, now, request.subscriptionKey());
        var refused = Switching.<SwitchQuote>refused(current, request);
        if (refused.isPresent()) {
            return refused.get();
        }
        var switched = current.orElseThrow().switched(request.terms(), now);
        return Answer.done(
                new SwitchQuote(switched.bill().owed(), switched.shown().period()));
    }

    Answer<ProviderSubscription> now(Connection connection, Instant now, SwitchRequest request) throws SQLException {
        return once(connection, now, new Asked(request, false, null), current -> {
            var switched = current.switched(request.terms(), now);
            var refusal = renewing.refusal(connection, switched);
            if (refusal.isEmpty()) {
                renewing.pay(connection, now, current, switched);
            }
            return new Asked(request, false, refusal.orElse(null));
        });
    }

    Answer<ProviderSubscription> atPeriodEnd(Connection connection, Instant now, SwitchRequest request)
            throws SQLException {
        var asked = new Asked(request, true, null);
        return once(connection, now, asked, current -> {
            renewing.change(connection, now, current, current.goingOn().scheduled(request));
            return asked;
        });
    }

    @FunctionalInterface
    private interface Switch {

        Asked of(Subscription current) throws SQLException;
    }

    private Answer<ProviderSubscription> once(Connection connection, Instant now, Asked asked, Switch act)
            throws SQLException {
        var request = asked.request();
        var before = switches.find(connection, request.key());
        if (before.isPresent()) {
            boolean isAgain =
                    before.get().request().equals(request) && before.get().atPeriodEnd() == asked.atPeriodEnd();
            return isAgain
                    ? found(connection, now, before.get())
                    : Answer.refused(
                            Refusal.KEY_REUSED,
                            "Another switch was asked for under '" + request.key() + "'; take a new key.");
        }
        var current = renewing.current(connection, now, request.subscriptionKey());
        var refused = Switching.<ProviderSubscription>refused(current, request);
        if (refused.isPresent()) {
            return refused.get();
        }
        var done = act.of(current.orElseThrow());
        switches.add(connection, done);
        return found(connection, now, done);
    }

    private static <T> Optional<Answer<T>> refused(Optional<Subscription> current, SwitchRequest request) {
        if (current.isEmpty()) {
            return Optional.of(Answers.noSubscription(request.subscriptionKey()));
        }
        return SubscriptionLimits.wrong(request, current.get()).map(wrong -> Answer.refused(Refusal.INVALID, wrong));
    }

    private Answer<ProviderSubscription> found(Connection connection, Instant now, Asked asked) throws SQLException {
        if (asked.refusal() != null) {
            return Answer.refused(
                    asked.refusal(),
                    "The switch under '" + asked.request().key()
                            + "' could not be paid, so nothing changed; a new attempt takes a new key.");
        }
        Optional<Subscription> current =
                renewing.current(connection, now, asked.request().subscriptionKey());
        return Answer.done(current.orElseThrow().shown());
    }
}
