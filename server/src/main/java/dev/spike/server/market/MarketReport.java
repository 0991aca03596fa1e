package dev.spike.server.market;

import dev.spike.server.shop.Proof;
import java.util.List;
import java.util.Map;

/**
 * What a market came to.
 *
 * @param figures orders by state, payments, what was returned, webhooks and what became of them, by name
 * @param unsettled what was left due at the end; 0 unless something never settles
 */
public record MarketReport(
        long seed, int carts, int kills, Map<String, Long> figures, long unsettled, List<Proof> proofs) {

    public boolean isClean() {
        return unsettled == 0 && proofs.stream().allMatch(Proof::holds);
    }
}
