package dev.spike.portal;

import java.net.URI;
import java.util.Map;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Leads to a page of the payment provider, and says so. A page of our own, because the browser lets no form lead to another host;
 * the address comes from the provider, never from the request.
 *
 * @param host where the customer goes
 */
record Leaving(String address, String host) {

    static ServerResponse to(Visit visit, URI page) {
        return visit.show(
                "leaving",
                Map.of("leaving", new Leaving(page.toString(), page.getAuthority()), "leadsTo", "0;url=" + page));
    }
}
