package dev.spike.testkit.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.CaptureRequest;
import dev.spike.ledger.CloseResult.Closed;
import dev.spike.ledger.HoldState;
import dev.spike.testkit.LedgerDatabase;
import dev.spike.testkit.SettableClock;
import dev.spike.testkit.contract.LedgerUnderTest;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever waits for an account decides by the time at which the account is theirs, so that times follow the lock. */
class WaitingForTheLockTest {

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    private final SettableClock clock = SettableClock.at(LedgerUnderTest.START);

    @Test
    @Timeout(60)
    void a_capture_that_waited_past_the_deadline_finds_the_hold_lapsed() throws Exception {
        var threads = Executors.newSingleThreadExecutor();
        try (var nodes = TwoNodes.sharing(DATABASE, clock)) {
            var arena = Arena.open(new Arena.Nodes(nodes, clock), 3, 1);
            try (var host = nodes.connection(0)) {
                nodes.of(0).joining(host).of(arena.owner()).spend(1);

                var capture = threads.submit(() -> arena.account(1).capture(CaptureRequest.all(arena.hold())));
                awaitWaiter();
                clock.set(arena.deadline());
                host.commit();

                assertThat(capture.get(30, TimeUnit.SECONDS))
                        .isEqualTo(new Closed(arena.hold(), HoldState.LAPSED, arena.deadline()));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static final String WAITERS = """
            SELECT count(*)
            FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'
            """;

    private static void awaitWaiter() throws SQLException {
        try (var connection = DATABASE.dataSource().getConnection();
                var statement = connection.prepareStatement(WAITERS)) {
            long waiters = 0;
            while (waiters == 0) {
                try (var row = statement.executeQuery()) {
                    row.next();
                    waiters = row.getLong(1);
                }
            }
        }
    }
}
