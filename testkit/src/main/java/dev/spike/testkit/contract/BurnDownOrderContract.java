package dev.spike.testkit.contract;

import static dev.spike.testkit.contract.LedgerUnderTest.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Allocation;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.GrantTerms;
import dev.spike.ledger.burndown.BurnDownOrder;
import dev.spike.ledger.burndown.BurnDownRule;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which grant is spent first. */
public abstract class BurnDownOrderContract {

    private static final GrantTerms PLAIN = GrantTerms.plain();

    private final Maker maker;

    protected BurnDownOrderContract(Maker maker) {
        this.maker = maker;
    }

    private static Instant day(int day) {
        return START.plus(Duration.ofDays(day));
    }

    /** Why the second of two grants is spent before the first. */
    static Stream<Arguments> reasons() {
        return Stream.of(
                arguments("its priority is lower", PLAIN.withPriority(1), PLAIN.withPriority(0)),
                arguments("its priority is below zero", PLAIN, PLAIN.withPriority(-1)),
                arguments(
                        "its priority is lower, though it ends later",
                        PLAIN.withPriority(1).expiringAt(day(5)),
                        PLAIN.withPriority(0)),
                arguments("it ends sooner", PLAIN.expiringAt(day(6)), PLAIN.expiringAt(day(5))),
                arguments("it ends, and the other never does", PLAIN, PLAIN.expiringAt(day(3000))),
                arguments(
                        "it ends sooner, though the other is promotional",
                        PLAIN.expiringAt(day(6)).asPromotional(),
                        PLAIN.expiringAt(day(5))),
                arguments("it is promotional", PLAIN, PLAIN.asPromotional()),
                arguments(
                        "it is promotional and ends at the same time",
                        PLAIN.expiringAt(day(5)),
                        PLAIN.expiringAt(day(5)).asPromotional()),
                arguments(
                        "it is promotional, though the other started earlier",
                        PLAIN,
                        PLAIN.asPromotional().startingAt(day(1))),
                arguments("it started earlier", PLAIN.startingAt(day(1)), PLAIN));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reasons")
    void the_better_grant_is_spent_first_whenever_it_came(String reason, GrantTerms worse, GrantTerms better) {
        for (var order : List.of(List.of(worse, better), List.of(better, worse))) {
            var ledger = LedgerUnderTest.of(maker, Setup.standard());
            var first = grant(ledger, order.get(0));
            var second = grant(ledger, order.get(1));
            ledger.advanceDays(2);

            var drawn = ledger.account().spend(11).receipt().allocations();

            assertThat(drawn)
                    .as(reason)
                    .containsExactlyElementsOf(
                            order.get(0).equals(better)
                                    ? List.of(new Allocation(first, 10), new Allocation(second, 1))
                                    : List.of(new Allocation(second, 10), new Allocation(first, 1)));
        }
    }

    private static GrantId grant(LedgerUnderTest ledger, GrantTerms terms) {
        return ledger.account().add(AddRequest.of(10).withTerms(terms)).grant();
    }

    @Test
    void grants_that_are_level_in_all_else_are_spent_as_they_came() {
        var ledger = LedgerUnderTest.of(maker, Setup.standard());
        var first = grant(ledger, PLAIN);
        var second = grant(ledger, PLAIN);
        var third = grant(ledger, PLAIN);

        assertThat(ledger.account().spend(25).receipt().allocations())
                .containsExactly(new Allocation(first, 10), new Allocation(second, 10), new Allocation(third, 5));
    }

    @Test
    void a_better_grant_that_comes_later_is_spent_next() {
        var ledger = LedgerUnderTest.of(maker, Setup.standard());
        var first = grant(ledger, PLAIN);
        ledger.account().spend(1);
        var better = grant(ledger, PLAIN.expiringAt(day(5)));

        assertThat(ledger.account().spend(2).receipt().allocations()).containsExactly(new Allocation(better, 2));
        ledger.advanceDays(5);
        assertThat(ledger.account().spend(2).receipt().allocations()).containsExactly(new Allocation(first, 2));
    }

    @Test
    void a_credit_type_may_have_an_order_of_its_own() {
        var carriedOverFirst = BurnDownOrder.of(BurnDownRule.CARRIED_OVER_FIRST, BurnDownRule.OLDEST_CREATED);
        var ledger = LedgerUnderTest.of(maker, Setup.standard().spending(carriedOverFirst));
        var ending = grant(ledger, PLAIN.expiringAt(day(5)));
        var older = grant(ledger, PLAIN.datedAt(day(-1)));
        var carriedOver = grant(ledger, PLAIN.asCarriedOver());

        assertThat(ledger.account().spend(25).receipt().allocations())
                .containsExactly(new Allocation(carriedOver, 10), new Allocation(older, 10), new Allocation(ending, 5));
        assertThat(ledger.account().grants()).singleElement().satisfies(grant -> assertThat(grant.id())
                .isEqualTo(ending));
    }
}
