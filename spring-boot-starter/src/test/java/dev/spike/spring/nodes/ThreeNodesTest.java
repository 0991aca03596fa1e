package dev.spike.spring.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.embedded.FastPostgres;
import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.postgres.LedgerVerifier;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.springframework.jdbc.core.JdbcTemplate;

/** Three processes of one application on one database: all spend, look and renew at the same time. */
@Timeout(
        value = 5,
        unit = TimeUnit.MINUTES,
        threadMode = ThreadMode.SEPARATE_THREAD) // a node that hangs answers nothing
class ThreeNodesTest {

    private static final List<String> MONTHS =
            List.of("2026-05-15T12:00:00Z", "2026-06-15T12:00:00Z", "2026-07-15T12:00:00Z");

    private static final int GIVEN = 1_000;

    private static final int SPENDS = 300;

    private final TestDatabase database = FastPostgres.database("nothing", dataSource -> {});
    private final List<Node> nodes = new ArrayList<>();

    @AfterEach
    void close() {
        nodes.forEach(Node::close);
        database.close();
    }

    /** Asks all at once, and returns what each answered. */
    private List<String> all(IntFunction<String> question) {
        for (int i = 0; i < nodes.size(); i++) {
            nodes.get(i).ask(question.apply(i));
        }
        return nodes.stream().map(Node::answer).toList();
    }

    private long number(String sql) {
        var number = new JdbcTemplate(database.dataSource()).queryForObject(sql, Long.class);
        return number == null ? -1 : number;
    }

    @Test
    void spend_look_and_renew_as_one() throws IOException {
        for (int i = 0; i < 3; i++) {
            nodes.add(Node.on(database)); // all of them make the tables
        }
        assertThat(nodes.stream().map(Node::answer)).containsOnly("ready");
        for (int user = 0; user < NodeApplication.USERS; user++) {
            var node = nodes.get(user % nodes.size());
            node.ask("subscribe " + user);
            assertThat(node.answer()).isEqualTo("done");
        }

        long spent = 0;
        long seed = System.nanoTime();
        for (var month : MONTHS) {
            assertThat(all(node -> "at " + month)).containsOnly("done");
            assertThat(all(node -> "at " + month)).containsOnly("done");
            long first = seed;
            for (var answer : all(node -> "spend " + (first + node) + " " + SPENDS)) {
                var told = answer.split(" ", -1);
                spent += Long.parseLong(told[0]);
                assertThat(told[1]).as("stale balances, seed %d", first).isEqualTo("0");
            }
            seed += nodes.size();
        }

        assertThat(number("SELECT -sum(credits) FROM spike_credit_transactions WHERE type = 'usage'"))
                .isEqualTo(spent);
        assertThat(number(
                        "SELECT count(*) FROM spike_credit_transactions WHERE entry = 'grant' AND credits = " + GIVEN))
                .isEqualTo((long) NodeApplication.USERS * (1 + MONTHS.size()));
        assertThat(number("SELECT count(*) FROM spike_provide_history WHERE provided_at IS NULL OR grant_id IS NULL"))
                .isZero();
        assertThat(new LedgerVerifier(database.dataSource()).verify().findings())
                .isEmpty();
    }
}
