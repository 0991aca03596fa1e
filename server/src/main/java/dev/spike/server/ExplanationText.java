package dev.spike.server;

import dev.spike.ledger.CreditType;
import dev.spike.ledger.Explanation;
import dev.spike.ledger.Explanation.Considered;
import dev.spike.ledger.Explanation.PassedOver;
import java.util.ArrayList;
import java.util.List;

/** Why a request ended as it did, for people: the sentence, then the grants as they stood. */
final class ExplanationText {

    private static final String ROW = "  %-10s %16s %16s  %-8s  %-27s  %-11s  %s";

    private ExplanationText() {}

    static List<String> lines(Explanation explanation) {
        var type = explanation.about().creditType();
        var lines = new ArrayList<String>();
        lines.add(explanation.sentence());
        if (!explanation.considered().isEmpty()) {
            lines.add("");
            lines.add(ROW.formatted("grant", "free then", "gave", "priority", "ends", "kind", "before the next by"));
            explanation.considered().forEach(grant -> lines.add(line(type, grant)));
        }
        if (!explanation.passedOver().isEmpty()) {
            lines.add("");
            lines.add("  not to be drawn on:");
            explanation.passedOver().forEach(grant -> lines.add(line(type, grant)));
        }
        return lines;
    }

    private static String line(CreditType type, Considered grant) {
        var terms = grant.terms();
        var end = terms.expiresAt();
        var ahead = grant.ahead();
        return ROW.formatted(
                        grant.grant().number(),
                        AmountText.of(type, grant.free()),
                        AmountText.of(type, grant.gave()),
                        terms.priority(),
                        end == null ? "never" : end,
                        terms.promotional() ? "promotional" : "paid",
                        ahead == null ? "" : ahead)
                .stripTrailing();
    }

    private static String line(CreditType type, PassedOver grant) {
        var since = grant.since();
        return "  %-10s %16s  %s%s"
                .formatted(
                        grant.grant().number(),
                        AmountText.of(type, grant.remaining()),
                        grant.reason().word(),
                        since == null ? "" : " at " + since);
    }
}
