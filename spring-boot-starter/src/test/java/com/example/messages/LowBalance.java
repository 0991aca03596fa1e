package com.example.messages;

import dev.spike.ledger.BalanceUpdated;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Notes who is running out. */
@Component
public class LowBalance {

    private static final long LOW = 10;

    private final Queue<String> warned = new ConcurrentLinkedQueue<>();

    @TransactionalEventListener
    void onBalanceUpdated(BalanceUpdated event) {
        if (event.balance().available() < LOW) {
            warned.add(event.billable().billableId());
        }
    }

    /** The ids of those who were warned, oldest first. */
    public Queue<String> warned() {
        return warned;
    }
}
