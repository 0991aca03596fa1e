package dev.spike.billing.provider;

import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * A means of payment, without anything secret.
 *
 * @param kind such as {@code card}
 * @param label such as {@code Visa 4242}
 * @param expires the last month in which it works; none for one that does not end
 */
public record PaymentMethod(
        String id, String kind, String label, @Nullable YearMonth expires, boolean isDefault) {}
