package dev.spike.spring;

import dev.spike.ledger.Billable;
import java.util.Optional;

/**
 * Says whose credits the current thread works for: whoever is signed in, or the owner of the running job. A bean of the
 * application; without one, and with Spring Security, it is the authenticated principal where that is a {@link Billable}.
 *
 * <p>Called by many threads at once, once for each question, on the thread of the request.
 */
@FunctionalInterface
public interface BillableResolver {

    /** The billable of the current thread; empty where nobody is known. */
    Optional<Billable> current();
}
