package dev.spike.server.shop;

import dev.spike.ledger.postgres.VerifyReport;
import java.util.List;

/**
 * One thing that must be so, looked at everywhere.
 *
 * @param name what is so
 * @param looked how many were compared
 * @param broken how many of them are otherwise
 * @param faults the first of these, a sentence each
 */
public record Proof(String name, long looked, long broken, List<String> faults) {

    /** Enough to see what is wrong; the count says how much. */
    private static final int FAULTS_MAX = 10;

    public Proof {
        faults = List.copyOf(faults);
    }

    /**
     * What is compared: equal texts are well.
     *
     * @param subject what it is about
     */
    public record Line(String subject, String expected, String actual) {

        boolean isBroken() {
            return !expected.equals(actual);
        }

        String sentence() {
            return subject + ": expected " + expected + ", found " + actual;
        }
    }

    public static Proof of(String name, List<Line> lines) {
        var broken = lines.stream().filter(Line::isBroken).toList();
        return new Proof(
                name,
                lines.size(),
                broken.size(),
                broken.stream().limit(FAULTS_MAX).map(Line::sentence).toList());
    }

    /** The law of the ledger over every account. */
    public static Proof law(VerifyReport report) {
        return new Proof(
                "the law holds for every account",
                report.size().getOrDefault("accounts", 0L),
                report.findings().size(),
                report.findings().stream()
                        .map(VerifyReport.Finding::sentence)
                        .limit(FAULTS_MAX)
                        .toList());
    }

    public boolean holds() {
        return broken == 0;
    }

    /** @throws IllegalStateException when it does not hold */
    public void demand() {
        if (!holds()) {
            throw new IllegalStateException("Not so: " + name + "; " + String.join("; ", faults));
        }
    }
}
