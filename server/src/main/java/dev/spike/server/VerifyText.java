package dev.spike.server;

import dev.spike.ledger.postgres.VerifyReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What verifying found, for people. */
final class VerifyText {

    private VerifyText() {}

    static List<String> lines(VerifyReport report) {
        var lines = new ArrayList<String>();
        report.findings().forEach(finding -> lines.add(finding.sentence()));
        lines.add(verdict(report));
        return lines;
    }

    static String verdict(VerifyReport report) {
        var size = String.format(
                Locale.ROOT,
                "%,d accounts, %,d transactions, %,d receipts",
                report.size().getOrDefault("accounts", 0L),
                report.size().getOrDefault("transactions", 0L),
                report.size().getOrDefault("receipts", 0L));
        return report.isClean()
                ? "clean: every rule holds (" + size + ")"
                : "NOT CLEAN: " + report.findings().size() + " findings (" + size + ")";
    }
}
