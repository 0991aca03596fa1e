package dev.spike.portal;

import java.util.Map;
import org.springframework.web.servlet.function.ServerResponse;

/** What is left, what was used, and every movement of it. */
final class UsagePage {

    private UsagePage() {}

    static ServerResponse show(Visit visit) {
        var account = visit.chosenAccount();
        return visit.show(
                "usage",
                Map.of(
                        "cards",
                        visit.accounts().stream()
                                .map(one -> CreditCard.of(visit, one))
                                .toList(),
                        "usage",
                        DailyChart.of(visit),
                        "statement",
                        Statement.of(visit, account)));
    }
}
