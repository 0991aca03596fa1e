package dev.spike.server.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.embedded.FastPostgres;
import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.postgres.LedgerVerifier;
import dev.spike.server.market.PlanShop.Move;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The webhook of a paid period, due work, a switch and a cancellation meet, from two processes: in the end all is as if they had
 * come one after the other, in some order, and every paid period was granted once.
 */
class PlanRaceTest {

    /** The period ended five hours ago, and what was left of it is bridged. */
    private static final Instant RACE = PlanShop.APRIL.plus(Duration.ofDays(30)).plus(Duration.ofHours(5));

    private static final int ROUNDS = 4;
    private static final int SUBSCRIPTIONS = 3;

    private final TestDatabase database = FastPostgres.database("plans", Shops::migrate);

    @AfterEach
    void close() {
        database.close();
    }

    private static PlanShop shop(TestDatabase database) {
        return new PlanShop(database.url(), database.user(), database.password());
    }

    /** As one sees it who was not there: where it stands, what may be spent, what will happen by itself. */
    private static final String STANDING = """
            SELECT s.state || ' ' || s.switch_number || ' [' || s.period_start || ', ' || s.period_end || ') ends '
                || coalesce(s.ends_at::text, 'never') || '; open ' || coalesce((
                    SELECT string_agg(g.position || ' ' || g.period_start || ' ' || g.granted, ', ' ORDER BY g.position)
                    FROM spike_plan_grants g
                    WHERE g.billable_id = s.billable_id AND g.ended_by IS NULL), 'nothing') || '; available ' || (
                    SELECT sum(t.credits)
                    FROM spike_credit_transactions t
                    WHERE t.billable_id = s.billable_id AND t.effective_at <= ? AND (t.expires_at IS NULL OR t.expires_at > ?))
                || '; due ' || coalesce((
                    SELECT d.due_at::text FROM spike_due d WHERE d.billable_id = s.billable_id), 'never')
                || '; waiting ' || (SELECT count(*) FROM spike_waiting_overuse w WHERE w.billable_id = s.billable_id)
            FROM spike_subscriptions s
            WHERE s.billable_id = ?
            """;

    private static String standing(DataSource dataSource, String id) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(STANDING)) {
            statement.setObject(1, RACE.atOffset(ZoneOffset.UTC));
            statement.setObject(2, RACE.atOffset(ZoneOffset.UTC));
            statement.setString(3, id);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static long count(DataSource dataSource, String sql) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Granted more than once for one period and place, in the ledger or in our book of it. */
    private static final String TWICE = """
            SELECT count(*)
            FROM (
                SELECT
                FROM spike_plan_grants
                WHERE carried = 0
                GROUP BY billable_id, source, position, period_start
                HAVING count(*) > 1
            ) AS twice
            """;

    private static final String UNEXPLAINED = """
            SELECT count(*)
            FROM spike_credit_transactions t
            WHERE t.entry = 'grant' AND t.type = 'subscription' AND NOT EXISTS (
                SELECT
                FROM spike_plan_grants g
                WHERE g.grant_id = t.id)
            """;

    /** The provider has another idea of how it stands. */
    private static final String CONTRADICTED = """
            SELECT count(*)
            FROM spike_subscriptions s
            JOIN spike_local_subscriptions l ON l.key = s.key
            WHERE s.version <> l.version OR s.state <> l.state
            """;

    private static List<List<Move>> orders(List<Move> moves) {
        if (moves.isEmpty()) {
            return List.of(List.of());
        }
        var orders = new ArrayList<List<Move>>();
        for (var first : moves) {
            var rest = new ArrayList<>(moves);
            rest.remove(first);
            for (var order : orders(rest)) {
                var all = new ArrayList<>(List.of(first));
                all.addAll(order);
                orders.add(all);
            }
        }
        return orders;
    }

    private static Set<String> serial(Move cancel) throws SQLException {
        var ends = new HashSet<String>();
        for (var order : orders(List.of(Move.WORK_INBOX, Move.RUN_DUE, Move.SWITCH_NOW, cancel))) {
            try (var database = FastPostgres.database("plans", Shops::migrate);
                    var shop = shop(database)) {
                shop.subscribe("ann");
                shop.at(RACE);
                shop.bill();
                order.forEach(move -> shop.make(move, "ann"));
                shop.settle();
                ends.add(standing(shop.pool(), "ann"));
            }
        }
        return ends;
    }

    @ParameterizedTest
    @EnumSource(names = {"CANCEL_NOW", "CANCEL_LATER"})
    void two_processes_end_as_one_order_of_what_they_did(Move cancel) throws SQLException, IOException {
        var serial = serial(cancel);
        try (var shop = shop(database);
                var one = PlanRacer.start(database.url(), database.user(), database.password());
                var two = PlanRacer.start(database.url(), database.user(), database.password())) {
            for (int round = 0; round < ROUNDS; round++) {
                int number = round;
                var ids = IntStream.range(0, SUBSCRIPTIONS)
                        .mapToObj(each -> "round-" + number + "-" + each)
                        .toList();
                shop.at(PlanShop.APRIL);
                ids.forEach(shop::subscribe);
                shop.at(RACE);
                shop.bill();

                one.prepare(RACE, List.of(Move.WORK_INBOX, Move.RUN_DUE, Move.SWITCH_NOW, Move.TOUCH), ids);
                two.prepare(RACE, List.of(Move.WORK_INBOX, Move.RUN_DUE, cancel, Move.TOUCH), ids);
                one.go();
                two.go();
                one.end();
                two.end();
                shop.settle();

                for (var id : ids) {
                    assertThat(serial).contains(standing(shop.pool(), id));
                }
            }

            assertThat(count(shop.pool(), TWICE)).isZero();
            assertThat(count(shop.pool(), UNEXPLAINED)).isZero();
            assertThat(count(shop.pool(), CONTRADICTED)).isZero();
            assertThat(new LedgerVerifier(shop.pool()).verify().findings()).isEmpty();
        }
    }

    @Test
    void orders_are_all_that_there_are() {
        assertThat(orders(List.of(Move.WORK_INBOX, Move.RUN_DUE, Move.SWITCH_NOW, Move.TOUCH)))
                .hasSize(24)
                .doesNotHaveDuplicates();
    }
}
