package dev.spike.billing.postgres;

import dev.spike.billing.BillingError;
import dev.spike.billing.BillingException;
import java.net.URI;
import java.util.Set;

/** Where a customer is sent back to: an absolute address of a page. */
final class PageAddress {

    /** What browsers and providers take. */
    private static final int CHARACTERS_MAX = 2_000;

    private static final Set<String> SCHEMES = Set.of("http", "https");

    private PageAddress() {}

    static void check(URI address) {
        boolean page =
                address.getScheme() != null && SCHEMES.contains(address.getScheme()) && address.getHost() != null;
        if (!page || address.toString().length() > CHARACTERS_MAX) {
            throw new BillingException(
                    BillingError.PAGE_ADDRESS_INVALID,
                    "The customer would be sent to " + Shown.quoted(address.toString())
                            + "; give an absolute address of http or https with at most " + CHARACTERS_MAX
                            + " characters.");
        }
    }
}
