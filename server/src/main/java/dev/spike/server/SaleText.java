package dev.spike.server;

import dev.spike.billing.Money;
import dev.spike.server.market.PlanReport;
import dev.spike.server.market.SaleReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A sale's report for people. */
final class SaleText {

    private SaleText() {}

    /** Of the weeks before the first call. */
    static List<String> lines(PlanReport report) {
        return List.of(
                ReportLine.of("members", "%,d subscribed to a plan weeks before, and have used it", report.members()),
                ReportLine.of("joined before", "%,d in an earlier run; nothing was billed now", report.before()),
                ReportLine.of(
                        "",
                        "%,d switched plans, %,d could not pay in time and has paid since",
                        report.switched(),
                        report.recovered()),
                ReportLine.of("periods", "%,d paid, %,d of them renewals", report.periods(), report.renewals()));
    }

    static List<String> lines(SaleReport report) {
        var lines = new ArrayList<String>();
        lines.add(ReportLine.of("customers", "%,d bought a pack each", report.customers()));
        lines.add(ReportLine.of("bought before", "%,d in an earlier run; paid nothing now", report.boughtBefore()));
        lines.add(ReportLine.of("orders", "%,d paid with test cards", report.orders()));
        lines.add(ReportLine.of("money taken", "%s by the provider in the box; no money moved", text(report.taken())));
        lines.add(ReportLine.of(
                "", "%s as paid orders and periods: %s", text(report.paid()), report.agrees() ? "equal" : "NOT EQUAL"));
        lines.add(ReportLine.of("bought", "%s credits", AmountText.of(report.bought())));
        return lines;
    }

    private static String text(List<Money> sums) {
        return sums.isEmpty()
                ? "nothing"
                : sums.stream()
                        .map(sum -> String.format(
                                Locale.ROOT,
                                "%,." + sum.currency().getDefaultFractionDigits() + "f %s",
                                sum.amount(),
                                sum.currency().getCurrencyCode()))
                        .collect(Collectors.joining(" and "));
    }
}
