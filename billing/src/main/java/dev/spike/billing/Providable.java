package dev.spike.billing;

import java.util.Map;

/**
 * One thing that a product or a plan provides, such as 5,000 credits: a value, as it stands in the catalogue and as an order
 * keeps it. {@link CreditAmount} is built in; applications add kinds of their own with a {@link ProvidableKind}.
 *
 * <p>Implementations are immutable and compare by value.
 */
public interface Providable {

    /** The kind's word in configuration, such as {@code credits}; the same as {@link ProvidableKind#word()}. */
    String kind();

    /** All that makes it what it is, as text pairs from which {@link ProvidableKind#read} makes an equal one. */
    Map<String, String> terms();

    /** So many of it; what cannot be counted returns itself. */
    Providable times(int quantity);

    /** As people read it: {@code 5000 credits for P6M}. */
    String text();
}
