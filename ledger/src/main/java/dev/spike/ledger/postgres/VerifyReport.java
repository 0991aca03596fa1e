package dev.spike.ledger.postgres;

import dev.spike.ledger.AccountId;
import java.util.List;
import java.util.Map;

/**
 * What verifying found.
 *
 * @param size how many rows were looked at, by table
 * @param findings what is wrong; empty where every rule holds; at most {@link #FINDINGS_MAX_PER_RULE} of each rule
 */
public record VerifyReport(Map<String, Long> size, List<Finding> findings) {

    /** More of one kind says nothing new. */
    public static final int FINDINGS_MAX_PER_RULE = 100;

    public VerifyReport {
        size = Map.copyOf(size);
        findings = List.copyOf(findings);
    }

    public boolean isClean() {
        return findings.isEmpty();
    }

    /**
     * A rule that an account breaks.
     *
     * @param rule which, such as {@code law-now}
     * @param expected what the rows say
     * @param actual what is stored
     */
    public record Finding(String rule, AccountId account, String subject, String expected, String actual) {

        /** The finding as a sentence. */
        public String sentence() {
            return "Account %d breaks '%s': %s should be %s and is %s."
                    .formatted(account.number(), rule, subject, expected, actual);
        }
    }
}
