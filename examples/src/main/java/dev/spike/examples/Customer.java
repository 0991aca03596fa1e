package dev.spike.examples;

import dev.spike.ledger.Billable;
import java.util.List;
import org.springframework.security.core.userdetails.User;

/** Whoever is signed in: Spring Security's user, with credits. */
final class Customer extends User implements Billable {

    private final long id;

    Customer(long id, String name, String password) {
        super(name, password, List.of());
        this.id = id;
    }

    long id() {
        return id;
    }

    @Override
    public String billableType() {
        return "customer";
    }

    @Override
    public String billableId() {
        return Long.toString(id);
    }
}
