package dev.spike.billing.provider;

import dev.spike.billing.Money;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * A page to be opened once, on which the customer pays.
 *
 * @param key the order; the same key with the same content finds the same page
 * @param total what is paid: the lines less the discount; above zero
 * @param expiresAt from then on it can no longer be paid
 */
public record CheckoutRequest(
        String key,
        String customerId,
        List<CheckoutLine> lines,
        Money discount,
        Money total,
        Pages pages,
        Instant expiresAt) {

    public CheckoutRequest {
        lines = List.copyOf(lines);
    }

    /** Where the customer goes afterwards. */
    public record Pages(URI whenPaid, URI whenCancelled) {}

    /** One line of the page. */
    public record CheckoutLine(String name, int quantity, Money unitPrice) {}
}
