package dev.spike.spring.metered;

import java.util.Optional;

/** Finds the idempotency key of what the current thread answers, such as an HTTP request. Thread-safe. */
@FunctionalInterface
interface RequestKeys {

    /**
     * The key for the next call of the method, if the request brought one.
     *
     * @throws MeteredException when it brought one that cannot be used
     */
    Optional<CallKey> current(String place);
}
