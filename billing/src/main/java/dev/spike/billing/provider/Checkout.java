package dev.spike.billing.provider;

import java.net.URI;
import java.util.function.Function;

/** A page on which a customer pays, and what has become of it. */
public sealed interface Checkout {

    /** The key under which it was opened. */
    String key();

    <R> R fold(
            Function<Open, ? extends R> whenOpen,
            Function<Paid, ? extends R> whenPaid,
            Function<Expired, ? extends R> whenExpired);

    /** It waits at the address. */
    record Open(String key, URI page) implements Checkout {

        @Override
        public <R> R fold(
                Function<Open, ? extends R> whenOpen,
                Function<Paid, ? extends R> whenPaid,
                Function<Expired, ? extends R> whenExpired) {
            return whenOpen.apply(this);
        }
    }

    /** The money has been taken. */
    record Paid(String key, Payment payment) implements Checkout {

        @Override
        public <R> R fold(
                Function<Open, ? extends R> whenOpen,
                Function<Paid, ? extends R> whenPaid,
                Function<Expired, ? extends R> whenExpired) {
            return whenPaid.apply(this);
        }
    }

    /** It can no longer be paid, and was not. */
    record Expired(String key) implements Checkout {

        @Override
        public <R> R fold(
                Function<Open, ? extends R> whenOpen,
                Function<Paid, ? extends R> whenPaid,
                Function<Expired, ? extends R> whenExpired) {
            return whenExpired.apply(this);
        }
    }
}
