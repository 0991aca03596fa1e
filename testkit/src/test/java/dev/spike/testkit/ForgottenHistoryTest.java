package dev.spike.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Balance;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CaptureRequest;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.HistoryForgottenException;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.NegativePolicy;
import dev.spike.ledger.postgres.PostgresCredits;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where receipts were dropped, balances of the past are exact as far back as they are kept, and refused before. */
class ForgottenHistoryTest {

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    private final SettableClock clock = SettableClock.at("2031-01-15T00:00:00Z");
    private final PostgresCredits credits = PostgresCredits.on(DATABASE.dataSource())
            .clock(clock)
            .receiptsKeep(Duration.ofDays(60))
            .negative(NegativePolicy.downTo(-100))
            .build();
    private final CreditAccount account =
            credits.of(Billable.of("user", UUID.randomUUID().toString()));

    private void on(String day) {
        clock.set(Instant.parse(day + "T00:00:00Z"));
    }

    private Balance on(CreditAccount account, String instant) {
        return account.balanceAt(Instant.parse(instant));
    }

    private void assertForgotten(String asked, String earliest) {
        var refusal =
                catchThrowableOfType(HistoryForgottenException.class, () -> account.balanceAt(Instant.parse(asked)));

        assertThat(refusal)
                .as(asked)
                .isNotNull()
                .returns(ErrorCode.HISTORY_FORGOTTEN, HistoryForgottenException::error)
                .returns(Instant.parse(earliest), HistoryForgottenException::earliest)
                .hasMessageContaining(asked)
                .hasMessageContaining(earliest);
    }

    @Test
    void an_instant_before_the_receipts_that_are_kept_is_refused_with_the_earliest_that_is_answered() {
        account.add(100);
        on("2031-05-10");
        account.spend(10);
        on("2031-06-02");
        account.spend(5);
        on("2031-06-15");
        assertThat(on(account, "2031-01-20T00:00:00Z").available()).isEqualTo(100);

        credits.maintain();

        assertForgotten("2031-01-20T00:00:00Z", "2031-04-01T00:00:00Z");
        assertForgotten("2031-03-31T23:59:59.999999Z", "2031-04-01T00:00:00Z");
        assertThat(on(account, "2031-04-01T00:00:00Z").available()).isEqualTo(100);
        assertThat(on(account, "2031-05-10T00:00:00Z").available()).isEqualTo(90);
        assertThat(on(account, "2031-06-02T00:00:00Z").available()).isEqualTo(85);
    }

    @Test
    void an_account_that_rests_is_answered_from_its_last_decision_on() {
        account.add(AddRequest.of(100).expiringAt(Instant.parse("2031-05-20T00:00:00Z")));
        on("2031-06-15");

        credits.maintain();

        assertForgotten("2031-01-14T00:00:00Z", "2031-01-15T00:00:00Z");
        assertThat(on(account, "2031-01-15T00:00:00Z").available()).isEqualTo(100);
        assertThat(on(account, "2031-05-20T00:00:00Z")).isEqualTo(Balance.nothing());
    }

    @Test
    void an_account_whose_receipts_are_all_kept_had_nothing_before_the_first() {
        on("2031-06-10");
        account.add(100);
        credits.maintain();

        assertThat(on(account, "2031-01-01T00:00:00Z")).isEqualTo(Balance.nothing());
        assertThat(on(account, "2031-06-10T00:00:00Z").available()).isEqualTo(100);
    }

    @Test
    void a_hold_is_remembered_longer_than_the_receipt_that_made_it() {
        account.add(AddRequest.of(20).expiringAt(Instant.parse("2031-06-20T00:00:00Z")));
        account.add(30);
        var hold = account.hold(HoldRequest.of(90)).hold();
        var released = account.hold(HoldRequest.of(10)).hold();
        account.hold(HoldRequest.of(15).until(Instant.parse("2031-06-12T00:00:00Z")));
        on("2031-06-01");
        account.add(25);
        on("2031-06-05");
        account.capture(CaptureRequest.of(hold, 60).keepingTheRest());
        on("2031-06-07");
        account.release(released);
        on("2031-06-15");
        account.capture(CaptureRequest.of(hold, 5));
        var answers = new Balance[] {
            on(account, "2031-05-30T00:00:00Z"),
            on(account, "2031-06-04T00:00:00Z"),
            on(account, "2031-06-06T00:00:00Z"),
            on(account, "2031-06-07T00:00:00Z"),
            on(account, "2031-06-12T00:00:00Z"),
            on(account, "2031-06-15T00:00:00Z")
        };

        on("2031-06-15");
        credits.maintain();

        assertThat(answers)
                .containsExactly(
                        new Balance(-65, 115, 0),
                        new Balance(-40, 115, 0),
                        new Balance(-40, 55, 0),
                        new Balance(-30, 45, 0),
                        new Balance(-15, 30, 0),
                        account.balance())
                .containsExactly(
                        on(account, "2031-05-30T00:00:00Z"),
                        on(account, "2031-06-04T00:00:00Z"),
                        on(account, "2031-06-06T00:00:00Z"),
                        on(account, "2031-06-07T00:00:00Z"),
                        on(account, "2031-06-12T00:00:00Z"),
                        on(account, "2031-06-15T00:00:00Z"));
        assertForgotten("2031-03-31T00:00:00Z", "2031-04-01T00:00:00Z");
    }
}
