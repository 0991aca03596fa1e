package dev.spike.billing.postgres;

import dev.spike.billing.BillingEvent;
import dev.spike.ledger.JoinedCredits;
import java.util.ArrayList;
import java.util.List;

/** What a database transaction has to tell once it is committed: first that balances changed, then what happened. */
final class Untold {

    private final List<JoinedCredits> credits = new ArrayList<>();
    private final List<BillingEvent> events = new ArrayList<>();

    void add(JoinedCredits joined) {
        credits.add(joined);
    }

    void add(BillingEvent event) {
        events.add(event);
    }

    void addAll(Untold other) {
        credits.addAll(other.credits);
        events.addAll(other.events);
    }

    void tell(Publisher publisher) {
        credits.forEach(JoinedCredits::publish);
        events.forEach(publisher::publish);
    }
}
