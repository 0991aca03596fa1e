package com.example.messages;

import dev.spike.ledger.Spent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Sends messages that cost a credit. */
@Service
public class Messages {

    private final JdbcClient jdbc;

    public Messages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether there was a credit for it. The message and the credit go together, or not at all. */
    @Transactional
    public boolean send(User user, String text) {
        if (user.credits("sms").trySpend(1) instanceof Spent) {
            jdbc.sql("INSERT INTO messages (body) VALUES (?)").param(text).update();
            return true;
        }
        return false;
    }
}
