package dev.spike.server.replay;

import dev.spike.ledger.postgres.VerifyReport;
import java.math.BigDecimal;

/**
 * What a replay did, and the proof.
 *
 * @param granted in credits, by this trace's grants
 * @param left in credits, of its customers at the trace's end
 * @param bytesPerCall what the ledger's tables grew by, for each newly charged call; 0 if none was
 */
public record ReplayReport(
        Calls calls,
        BigDecimal granted,
        BigDecimal left,
        Charged charged,
        Speed speed,
        long bytesPerCall,
        VerifyReport verify) {

    /** How the calls ended; {@code replayed} of them had been answered by an earlier run, and were not charged again. */
    public record Calls(long all, long accepted, long declined, long free, long replayed, long damaged) {}

    /** The charge twice: as the ledger's receipts sum it, and as tokens of the accepted calls times their prices. */
    public record Charged(BigDecimal byReceipts, BigDecimal byTokens) {

        public boolean agrees() {
            return byReceipts.compareTo(byTokens) == 0;
        }
    }

    /** Spends a second over all workers, and how long one took. */
    public record Speed(long spendsPerSecond, long p50Micros, long p99Micros) {}

    /** Whether the charge agrees with the tokens, and every rule of the ledger holds. */
    public boolean isClean() {
        return charged.agrees() && verify.isClean();
    }
}
