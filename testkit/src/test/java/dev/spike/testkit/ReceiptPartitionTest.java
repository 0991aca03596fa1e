package dev.spike.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.Billable;
import dev.spike.ledger.ReverseRequest;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.postgres.LedgerVerifier;
import dev.spike.ledger.postgres.PostgresCredits;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Receipts go by whole months, and their keys with them; spends never wait for that. */
class ReceiptPartitionTest {

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    private final SettableClock clock = SettableClock.at("2031-01-15T00:00:00Z");
    private final PostgresCredits credits = PostgresCredits.on(DATABASE.dataSource())
            .clock(clock)
            .receiptsKeep(Duration.ofDays(60))
            .build();

    @Test
    void prepares_the_months_to_come_and_drops_whole_months_that_are_old() throws SQLException {
        var account = credits.of(Billable.of("user", "partitions"));
        credits.maintain();
        assertThat(partitions()).contains("2031_01", "2031_02", "2031_03").doesNotContain("2031_04");
        account.add(100);
        account.spend(SpendRequest.of(1).withKey("january"));

        clock.set(Instant.parse("2031-03-20T00:00:00Z"));
        credits.maintain();
        assertThat(account.receipt("january"))
                .as("sixty days are not over for the last of January")
                .isPresent();
        assertThat(account.trySpend(SpendRequest.of(1).withKey("january"))
                        .receipt()
                        .replayed())
                .isTrue();

        clock.set(Instant.parse("2031-04-02T00:00:00Z"));
        credits.maintain();
        assertThat(partitions()).contains("2031_02", "2031_06").doesNotContain("2031_01");
        assertThat(account.receipt("january")).isEmpty();
        assertThat(account.trySpend(SpendRequest.of(1).withKey("january"))
                        .receipt()
                        .replayed())
                .isFalse();
        assertThat(account.balance().available()).isEqualTo(98);
    }

    @Test
    void leaves_a_month_in_the_default_partition_that_has_begun_there_and_drops_it_from_there() throws SQLException {
        clock.set(Instant.parse("2041-01-15T00:00:00Z"));
        var account = credits.of(Billable.of("user", "unprepared"));
        account.add(100);
        account.spend(SpendRequest.of(1).withKey("unprepared"));

        credits.maintain();
        assertThat(partitions()).doesNotContain("2041_01").contains("2041_02");
        assertThat(account.receipt("unprepared")).isPresent();

        clock.set(Instant.parse("2041-04-20T00:00:00Z"));
        credits.maintain();
        assertThat(account.receipt("unprepared")).isEmpty();
    }

    @Test
    void a_key_that_was_forgotten_and_used_again_can_be_undone_again() {
        clock.set(Instant.parse("2051-01-15T00:00:00Z"));
        credits.maintain();
        var account = credits.of(Billable.of("user", "undoing"));
        account.add(100);
        account.spend(SpendRequest.of(10).withKey("k"));
        account.reverse(ReverseRequest.of("k"));

        clock.set(Instant.parse("2051-06-15T00:00:00Z"));
        credits.maintain();
        account.spend(SpendRequest.of(10).withKey("k"));
        account.reverse(ReverseRequest.of("k"));

        assertThat(account.balance().available()).isEqualTo(100);
        assertThat(new LedgerVerifier(DATABASE.dataSource()).verify().findings())
                .isEmpty();
    }

    private static List<String> partitions() throws SQLException {
        var months = new ArrayList<String>();
        try (var connection = DATABASE.dataSource().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT right(inhrelid::regclass::text, 7) FROM pg_inherits"
                        + " WHERE inhparent = 'spike_credit_receipts'::regclass")) {
            while (row.next()) {
                months.add(row.getString(1));
            }
        }
        return months;
    }
}
