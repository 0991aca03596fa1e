package dev.spike.billing.postgres;

import dev.spike.ledger.Billable;
import java.util.Comparator;

/** The billable by its two names, checked. */
record Owner(String type, String id) {

    /** In which the rows of several are locked. */
    static final Comparator<Owner> IN_ORDER = Comparator.comparing(Owner::type).thenComparing(Owner::id);

    /** @throws dev.spike.ledger.InvalidRequestException when one of them cannot be kept */
    static Owner of(Billable billable) {
        var checked = Billable.of(billable.billableType(), billable.billableId());
        return new Owner(checked.billableType(), checked.billableId());
    }

    Billable billable() {
        return Billable.of(type, id);
    }
}
