package dev.spike.ledger.postgres;

import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditType;

/** Whose account of which type, before it is known whether there is one. */
record AccountRef(Billable billable, CreditType creditType) {

    /** Refuses an owner whose names cannot be kept. */
    static AccountRef checked(Billable billable, CreditType creditType) {
        Billable.of(billable.billableType(), billable.billableId());
        return new AccountRef(billable, creditType);
    }

    String billableType() {
        return billable.billableType();
    }

    String billableId() {
        return billable.billableId();
    }

    String creditTypeId() {
        return creditType.id();
    }
}
