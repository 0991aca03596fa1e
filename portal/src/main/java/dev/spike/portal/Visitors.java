package dev.spike.portal;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Says who is looking and what they may do. Written by the application; asked once for each request, by many threads at once.
 */
@FunctionalInterface
public interface Visitors {

    /** Who sent the request; empty where nobody is known, who is then asked to sign in. */
    Optional<Visitor> of(HttpServletRequest request);
}
