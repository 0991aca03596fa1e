package dev.spike.billing.postgres;

import dev.spike.billing.Money;
import java.util.Map;

/**
 * Money for what was owed when a plan renewed.
 *
 * @param key the same for every attempt; also in the ledger, with the credit type
 * @param amounts by credit type, in smallest units
 * @param attempts made so far
 */
record OwedCharge(Owner owner, String key, String provider, Money money, Map<String, Long> amounts, int attempts) {}
