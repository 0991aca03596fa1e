package dev.spike.examples;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Sends text messages; one costs a credit of the type {@code sms}. */
@RestController
class MessageApi {

    record Sent(String to, long smsLeft) {}

    private final JdbcClient jdbc;

    MessageApi(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The credit and the row go together: the row that the table refuses gives the credit back. */
    @PostMapping("/api/messages")
    @Transactional
    Sent send(@AuthenticationPrincipal Customer customer, @RequestParam String to, @RequestParam String text) {
        var spent = customer.credits("sms").spend(1);
        jdbc.sql("INSERT INTO messages (customer_id, recipient, body) VALUES (?, ?, ?)")
                .params(customer.id(), to, text)
                .update();
        return new Sent(to, spent.receipt().balance().available());
    }

    @ExceptionHandler(DataIntegrityViolationException.class)
    @ResponseStatus(HttpStatus.BAD_REQUEST)
    String tooLong() {
        return "A message has at most 160 characters. Nothing was sent and no credit spent.";
    }
}
