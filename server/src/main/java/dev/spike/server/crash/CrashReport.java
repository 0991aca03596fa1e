package dev.spike.server.crash;

import dev.spike.ledger.postgres.VerifyReport;

/**
 * What the killing came to.
 *
 * @param acknowledged answers that a client wrote down
 * @param lost of them, how many the ledger does not have, or has otherwise
 * @param doubled keys that stand twice
 */
public record CrashReport(
        long seed,
        int killsOfProcess,
        int killsOfServer,
        long acknowledged,
        long lost,
        long doubled,
        VerifyReport verify) {

    public boolean isClean() {
        return lost == 0 && doubled == 0 && verify.isClean();
    }
}
