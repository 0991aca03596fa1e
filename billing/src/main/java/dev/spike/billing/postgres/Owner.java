package dev.spike.billing.postgres;

import dev.spike.ledger.Billable;

/** The billable by its two names, checked. */
record Owner(String type, String id) {

    /** @throws dev.spike.ledger.InvalidRequestException when one of them cannot be kept */
    static Owner of(Billable billable) {
        var checked = Billable.of(billable.billableType(), billable.billableId());
        return new Owner(checked.billableType(), checked.billableId());
    }

    Billable billable() {
        return Billable.of(type, id);
    }
}
