package dev.spike.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.Declined;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.GrantTerms;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.InvalidRequestException;
import dev.spike.ledger.NegativePolicy;
import dev.spike.ledger.ReverseRequest;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.Spent;
import dev.spike.ledger.postgres.LedgerVerifier;
import dev.spike.ledger.postgres.PostgresCredits;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** At the end of 64 bits a request is refused with a sentence, nothing moves, and a host's transaction stays usable. */
class HugeAmountTest {

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    private static final long MOST = Long.MAX_VALUE;

    private final SettableClock clock = SettableClock.at("2026-04-01T12:00:00Z");
    private final PostgresCredits credits =
            PostgresCredits.on(DATABASE.dataSource()).clock(clock).build();
    private final PostgresCredits negative = PostgresCredits.on(DATABASE.dataSource())
            .clock(clock)
            .negative(NegativePolicy.allowed())
            .build();
    private final Billable user = Billable.of("user", UUID.randomUUID().toString());
    private final CreditAccount account = credits.of(user);

    @AfterEach
    void every_rule_holds() {
        assertThat(new LedgerVerifier(DATABASE.dataSource()).verify().findings())
                .isEmpty();
    }

    private static void assertTooLarge(ThrowingCallable request) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(request)
                .satisfies(refusal -> assertThat(refusal.error()).isEqualTo(ErrorCode.AMOUNT_TOO_LARGE));
    }

    @Test
    void a_reversal_that_would_not_fit_writes_nothing_into_the_host_s_transaction() throws SQLException {
        account.add(MOST);
        account.spend(SpendRequest.of(MOST).withKey("s"));
        account.add(MOST);

        try (var connection = DATABASE.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            assertTooLarge(() -> credits.joining(connection).of(user).reverse(ReverseRequest.of("s")));
            connection.commit();
        }

        assertThat(account.balance().total()).isEqualTo(MOST);
    }

    @Test
    void a_reversal_that_would_not_fit_beside_what_starts_later_is_refused() {
        account.add(AddRequest.of(MOST).expiringAt(clock.instant().plusSeconds(100)));
        account.spend(SpendRequest.of(MOST).withKey("s"));
        account.add(AddRequest.of(MOST)
                .withTerms(GrantTerms.plain().startingAt(clock.instant().plusSeconds(20))));

        assertTooLarge(() -> account.reverse(ReverseRequest.of("s")));
    }

    @Test
    void a_day_of_giving_back_and_spending_again_never_ends_the_host_s_transaction() throws SQLException {
        account.add(MOST);
        account.spend(SpendRequest.of(MOST).withKey("s"));
        account.reverse(ReverseRequest.of("s"));

        try (var connection = DATABASE.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            assertThat(credits.joining(connection).of(user).trySpend(MOST)).isInstanceOf(Spent.class);
            connection.commit();
        }

        assertThat(account.balance().total()).isZero();
    }

    @Test
    void a_day_of_owing_and_repaying_never_ends_the_host_s_transaction() throws SQLException {
        var owing = negative.of(user);
        owing.spend(MOST - 5);
        owing.add(MOST - 5);

        try (var connection = DATABASE.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            assertThat(negative.joining(connection).of(user).trySpend(MOST - 5)).isInstanceOf(Spent.class);
            connection.commit();
        }

        assertThat(owing.balance().owed()).isEqualTo(MOST - 5);
    }

    @Test
    void nobody_owes_more_than_64_bits_hold() {
        var owing = negative.of(user);
        owing.spend(MOST);

        assertThat(owing.trySpend(1)).isInstanceOf(Declined.class);
        assertThat(owing.balance().owed()).isEqualTo(MOST);
    }

    @Test
    void nobody_holds_more_than_64_bits_hold() {
        var owing = negative.of(user);
        owing.hold(HoldRequest.of(MOST));
        owing.add(MOST);

        assertTooLarge(() -> owing.tryHold(HoldRequest.of(MOST)));
    }

    @Test
    void usage_that_does_not_fit_is_refused_by_name() {
        account.add(MOST);
        account.spend(MOST);
        account.add(MOST);
        account.spend(MOST);

        assertTooLarge(() -> account.spentOn(LocalDate.parse("2026-04-01")));
    }
}
