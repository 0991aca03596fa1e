package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.Declined;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.Grant;
import dev.spike.ledger.GrantTerms;
import dev.spike.ledger.SpendRequest;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An account's time never runs back, whichever node decides: two nodes on one database, one two seconds behind. */
public abstract class TimeContract {

    private static final Duration BEHIND = Duration.ofSeconds(2);

    private final Maker maker;
    private final LedgerUnderTest ahead;
    private final LedgerUnderTest behind;
    private final CreditAccount there;
    private final CreditAccount here;

    protected TimeContract(Maker maker) {
        this.maker = maker;
        ahead = LedgerUnderTest.of(maker, Setup.standard().at("2026-04-10T12:00:02Z"));
        var late = Setup.standard().at("2026-04-10T12:00:00Z");
        behind = new LedgerUnderTest(maker.make(late), late.clock(), ahead.user());
        there = ahead.account();
        here = behind.account();
    }

    @Test
    void a_node_behind_sees_what_a_node_ahead_has_spent() {
        there.add(60);
        there.spend(50);

        assertThat(here.balance().available()).isEqualTo(10);
        assertThat(here.canSpend(20)).isFalse();
        assertThat(here.trySpend(20)).isInstanceOf(Declined.class);
        assertThat(there.balance().available()).isEqualTo(10);
    }

    @Test
    void a_node_behind_decides_at_the_time_of_the_last_decision() {
        there.add(60);

        var receipt = here.spend(10).receipt();

        assertThat(receipt.decidedAt()).isEqualTo(ahead.now());
        assertThat(Standing.newestRow(here).times().createdAt()).isEqualTo(ahead.now());
        assertThat(there.balance().available()).isEqualTo(50);
    }

    @Test
    void what_has_ended_where_a_node_is_ahead_does_not_come_back_on_one_behind() {
        var ending = behind.now().plusSeconds(1);
        here.add(AddRequest.of(100).expiringAt(ending));
        here.add(10);
        there.spend(1);

        assertThat(here.balance().available()).isEqualTo(9);
        assertThat(here.grants()).singleElement().returns(9L, Grant::remaining);
        assertThat(here.trySpend(10)).isInstanceOf(Declined.class);
    }

    @Test
    void what_has_started_where_a_node_is_ahead_has_started_on_one_behind() {
        var ending = behind.now().plusSeconds(60);
        here.add(10);
        var started = here.add(AddRequest.of(100)
                        .withTerms(GrantTerms.plain()
                                .startingAt(behind.now().plusSeconds(1))
                                .expiringAt(ending)))
                .grant();
        there.spend(1);

        assertThat(here.balance().available()).isEqualTo(109);
        assertThat(here.grants()).first().returns(started, Grant::id);
        assertThat(here.spend(109).receipt().balance().available()).isZero();
    }

    @Test
    void the_account_s_time_tells_what_is_past_and_what_is_future() {
        there.add(10);
        var between = behind.now().plusSeconds(1);

        Standing.assertRefused(
                ErrorCode.STARTS_IN_THE_PAST,
                here,
                on -> on.add(AddRequest.of(5).withTerms(GrantTerms.plain().startingAt(between))));
        here.add(AddRequest.of(5).withTerms(GrantTerms.plain().datedAt(between)));
        assertThat(here.balance().available()).isEqualTo(15);
    }

    @ParameterizedTest(name = "{1} in {0}")
    @CsvSource({
        "UTC,            2026-04-11, 2026-04-11T00:00:00Z",
        "Europe/Vilnius, 2026-03-30, 2026-03-29T21:00:00Z", // after a day of 23 hours
        "Europe/Vilnius, 2026-10-26, 2026-10-25T22:00:00Z" // after a day of 25 hours
    })
    void a_spend_after_another_s_midnight_is_of_the_new_day(String zone, LocalDate day, Instant midnight) {
        var setup = Setup.standard().in(ZoneId.of(zone));
        var ahead = LedgerUnderTest.of(maker, setup.at(midnight.toString()));
        var behind = maker.make(setup.at(midnight.minus(BEHIND).toString())).of(ahead.user());
        ahead.account().add(10);

        behind.spend(4);

        assertThat(behind.spentOn(day.minusDays(1))).isZero();
        assertThat(behind.spentOn(day)).isEqualTo(4);
    }

    @Test
    void a_clock_that_is_set_back_changes_nothing_that_was_decided() {
        there.add(10);
        var spent = there.spend(SpendRequest.of(4).withKey("k")).receipt();
        ahead.clock().advance(Duration.ofDays(-30));

        assertThat(there.balance().available()).isEqualTo(6);
        assertThat(there.spend(SpendRequest.of(4).withKey("k")).receipt().decidedAt())
                .isEqualTo(spent.decidedAt());
        assertThat(there.spend(1).receipt().decidedAt()).isEqualTo(spent.decidedAt());
    }

    @Test
    void a_repeated_request_does_not_move_the_account_s_time() {
        var account = ahead.account();
        account.add(100);
        account.spend(SpendRequest.of(5).withKey("k"));
        var between = ahead.now().plusSeconds(60);

        ahead.advanceHours(1);
        assertThat(account.spend(SpendRequest.of(5).withKey("k")).receipt().replayed())
                .isTrue();
        ahead.clock().set(between);

        assertThat(account.spend(1).receipt().decidedAt()).isEqualTo(between);
    }
}
