package dev.spike.server;

import dev.spike.server.replay.Replay;
import dev.spike.server.replay.ReplayReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A replay's report for people. */
final class ReplayText {

    private ReplayText() {}

    static List<String> lines(ReplayReport report, Replay.Settings settings) {
        var calls = report.calls();
        var lines = new ArrayList<String>();
        lines.add(line("calls", "%,d", calls.all()));
        lines.add(line("accepted", "%,d", calls.accepted()));
        lines.add(line("declined", "%,d for want of credits; nothing moved", calls.declined()));
        if (calls.free() > 0) {
            lines.add(line("without tokens", "%,d", calls.free()));
        }
        if (calls.damaged() > 0) {
            lines.add(line("damaged lines", "%,d skipped", calls.damaged()));
        }
        lines.add(line("charged before", "%,d answered by an earlier run; charged nothing now", calls.replayed()));
        lines.add(line("prices", "%s", settings.prices()));
        lines.add(line("granted", "%s credits", AmountText.of(report.granted())));
        lines.add(line(
                "spent",
                "%s credits by the receipts",
                AmountText.of(report.charged().byReceipts())));
        lines.add(line(
                "",
                "%s credits as tokens times prices: %s",
                AmountText.of(report.charged().byTokens()),
                report.charged().agrees() ? "equal" : "NOT EQUAL"));
        lines.add(line("left", "%s credits", AmountText.of(report.left())));
        lines.add(line(
                "speed",
                "%,d spends/s, p50 %,d us, p99 %,d us",
                report.speed().spendsPerSecond(),
                report.speed().p50Micros(),
                report.speed().p99Micros()));
        lines.add(line("database", "%,d bytes per newly charged call", report.bytesPerCall()));
        report.verify().findings().forEach(finding -> lines.add(line("", "%s", finding.sentence())));
        lines.add(line("verify", "%s", VerifyText.verdict(report.verify())));
        return lines;
    }

    private static String line(String label, String format, Object... values) {
        return String.format(Locale.ROOT, "%-15s", label) + String.format(Locale.ROOT, format, values);
    }
}
