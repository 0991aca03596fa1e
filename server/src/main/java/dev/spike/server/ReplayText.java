package dev.spike.server;

import dev.spike.server.replay.Replay;
import dev.spike.server.replay.ReplayReport;
import java.util.ArrayList;
import java.util.List;

/** A replay's report for people. */
final class ReplayText {

    private ReplayText() {}

    static List<String> lines(ReplayReport report, Replay.Settings settings) {
        var calls = report.calls();
        var lines = new ArrayList<String>();
        lines.add(ReportLine.of("calls", "%,d", calls.all()));
        lines.add(ReportLine.of("accepted", "%,d", calls.accepted()));
        lines.add(ReportLine.of("declined", "%,d for want of credits; nothing moved", calls.declined()));
        if (calls.free() > 0) {
            lines.add(ReportLine.of("without tokens", "%,d", calls.free()));
        }
        if (calls.damaged() > 0) {
            lines.add(ReportLine.of("damaged lines", "%,d skipped", calls.damaged()));
        }
        lines.add(ReportLine.of(
                "charged before", "%,d answered by an earlier run; charged nothing now", calls.replayed()));
        lines.add(ReportLine.of("prices", "%s", settings.prices()));
        lines.add(ReportLine.of("granted", "%s credits", AmountText.of(report.granted())));
        lines.add(ReportLine.of(
                "spent",
                "%s credits by the receipts",
                AmountText.of(report.charged().byReceipts())));
        lines.add(ReportLine.of(
                "",
                "%s credits as tokens times prices: %s",
                AmountText.of(report.charged().byTokens()),
                report.charged().agrees() ? "equal" : "NOT EQUAL"));
        lines.add(ReportLine.of("left", "%s credits", AmountText.of(report.left())));
        lines.add(ReportLine.of(
                "speed",
                "%,d spends/s, p50 %,d us, p99 %,d us",
                report.speed().spendsPerSecond(),
                report.speed().p50Micros(),
                report.speed().p99Micros()));
        lines.add(ReportLine.of("database", "%,d bytes per newly charged call", report.bytesPerCall()));
        report.verify().findings().forEach(finding -> lines.add(ReportLine.of("", "%s", finding.sentence())));
        lines.add(ReportLine.of("verify", "%s", VerifyText.verdict(report.verify())));
        return lines;
    }
}
