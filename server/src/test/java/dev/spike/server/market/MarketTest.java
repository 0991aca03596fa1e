package dev.spike.server.market;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.spike.embedded.FastPostgres;
import dev.spike.embedded.TestDatabase;
import dev.spike.server.shop.LoadProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Small markets; a large one is a command: {@code ./spike sell --carts 10000 --kills 8}. */
class MarketTest {

    private static final int CARTS = 150;

    private final TestDatabase database = FastPostgres.database("shop", Shops::migrate);
    private final HikariDataSource pool = Shops.pool(database);

    @AfterEach
    void close() {
        pool.close();
        database.close();
    }

    @Test
    void what_is_lost_doubled_and_reordered_changes_nothing_in_the_end() throws InterruptedException {
        var report = new Market(pool, CARTS, Shops.seed()).run(visit -> {});

        demand(report);
        assertThat(report.figures()).containsKeys("webhooks lost", "webhooks reordered", "orders cancelled");
    }

    @Test
    void a_process_that_is_killed_and_begun_again_changes_nothing_in_the_end()
            throws IOException, InterruptedException {
        long seed = Shops.seed();

        var report = new Market(pool, CARTS, seed).run(1, load(seed), visit -> {});

        demand(report);
        assertThat(report.kills()).isOne();
    }

    @Test
    void the_page_tells_of_every_proof() throws IOException {
        var page = Files.readString(Path.of("..", "docs", "market.md"));

        assertThat(new Proving(pool, Market.catalogue()).all())
                .allSatisfy(proof -> assertThat(page).contains("\n| " + proof.name() + " |"));
    }

    private static void demand(MarketReport report) {
        assertThat(report.proofs()).hasSize(9).allSatisfy(proof -> {
            assertThat(proof.faults()).as(proof.name()).isEmpty();
            assertThat(proof.holds()).isTrue();
            assertThat(proof.looked()).as(proof.name()).isPositive();
        });
        assertThat(report.unsettled()).isZero();
        assertThat(report.isClean()).isTrue();
        assertThat(report.carts()).isEqualTo(CARTS);
        assertThat(report.figures()).containsKeys("payments", "orders paid", "webhooks repeated");
    }

    private LoadProcess load(long seed) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new LoadProcess(
                List.of(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.spike.server.SpikeCommand",
                        "sell-load",
                        "--carts",
                        Integer.toString(CARTS),
                        "--seed",
                        Long.toString(seed)),
                Map.of(
                        "SPIKE_DATABASE_URL", database.url(),
                        "SPIKE_DATABASE_USER", database.user(),
                        "SPIKE_DATABASE_PASSWORD", database.password()));
    }
}
