package dev.spike.billing.postgres;

import dev.spike.billing.BillingEvent;
import dev.spike.ledger.JoinedCredits;
import java.util.ArrayList;
import java.util.List;

/**
 * What a database transaction has to tell once it is committed: first what this process must forget, then that balances
 * changed, then what happened.
 */
final class Untold {

    private final List<Runnable> forgetting = new ArrayList<>();
    private final List<JoinedCredits> credits = new ArrayList<>();
    private final List<BillingEvent> events = new ArrayList<>();

    void whenCommitted(Runnable forget) {
        forgetting.add(forget);
    }

    void add(JoinedCredits joined) {
        credits.add(joined);
    }

    void add(BillingEvent event) {
        events.add(event);
    }

    void addAll(Untold other) {
        forgetting.addAll(other.forgetting);
        credits.addAll(other.credits);
        events.addAll(other.events);
    }

    /** The commit failed, and may have arrived all the same. */
    void outcomeUnknown() {
        forgetting.forEach(Runnable::run);
        credits.forEach(JoinedCredits::outcomeUnknown);
    }

    void tell(Publisher publisher) {
        forgetting.forEach(Runnable::run);
        credits.forEach(JoinedCredits::publish);
        events.forEach(publisher::publish);
    }
}
