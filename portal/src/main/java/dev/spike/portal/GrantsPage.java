package dev.spike.portal;

import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.Grant;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.ServerResponse;

/** The credits that are open: from where, what remains of how much, until when; in the order in which they are spent. */
final class GrantsPage {

    private GrantsPage() {}

    /** The grants of a credit type. */
    record Pile(String name, List<Bar> bars) {}

    /**
     * A grant.
     *
     * @param percent what remains of it, for the bar
     * @param starts when it begins to count; none where it has
     */
    record Bar(
            String from,
            String amounts,
            long percent,
            @Nullable String held,
            @Nullable String starts,
            String ends,
            @Nullable String notes) {

        private static final BigDecimal ALL = BigDecimal.valueOf(100);

        static Bar of(Visit visit, CreditAccount account, Grant grant) {
            var say = visit.reader();
            var type = account.creditType();
            var terms = grant.terms();
            boolean counts = grant.isEffectiveAt(visit.now());
            return new Bar(
                    say.text("kind.grant." + grant.type().word()),
                    say.text(
                            "grants.remaining",
                            "remaining",
                            say.number(type, grant.remaining()),
                            "amount",
                            say.amount(type, grant.amount())),
                    percent(grant),
                    grant.held() == 0 ? null : say.text("card.held", "amount", say.amount(type, grant.held())),
                    counts || terms.effectiveAt() == null
                            ? null
                            : say.text("grants.starts", "when", say.moment(terms.effectiveAt())),
                    terms.expiresAt() == null
                            ? say.text("grants.for-ever")
                            : say.text("grants.until", "when", say.moment(terms.expiresAt())),
                    grant.notes());
        }

        private static long percent(Grant grant) {
            return BigDecimal.valueOf(grant.remaining())
                    .multiply(ALL)
                    .divideToIntegralValue(BigDecimal.valueOf(grant.amount()))
                    .longValueExact();
        }
    }

    static ServerResponse show(Visit visit) {
        return visit.show(
                "grants",
                Map.of(
                        "piles",
                        visit.accounts().stream()
                                .map(account -> new Pile(
                                        visit.reader().name(account.creditType()),
                                        account.grants().stream()
                                                .map(grant -> Bar.of(visit, account, grant))
                                                .toList()))
                                .toList()));
    }
}
