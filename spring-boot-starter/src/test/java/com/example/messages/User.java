package com.example.messages;

import dev.spike.ledger.Billable;

/** Who has credits. */
public record User(long id) implements Billable {

    @Override
    public String billableType() {
        return "user"; // the same for all users, for ever
    }

    @Override
    public String billableId() {
        return Long.toString(id);
    }
}
