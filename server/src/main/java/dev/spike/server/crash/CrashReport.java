package dev.spike.server.crash;

import dev.spike.ledger.postgres.VerifyReport;

/** What the killing came to. */
public record CrashReport(long seed, int killsOfProcess, int killsOfServer, Judgement judgement, VerifyReport verify) {

    public boolean isClean() {
        return judgement.isClean() && verify.isClean();
    }
}
