package dev.spike.server.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

/** Small crowds for some months; a large one is a command: {@code ./spike simulate --billables 10000 --months 24}. */
class SimulationTest {

    private static final int BILLABLES = 60;
    private static final int MONTHS = 4;

    private final TestDatabase database = FastPostgres.database("crowd", Crowds::migrate);
    private final HikariDataSource pool = Crowds.pool(database);

    @AfterEach
    void close() {
        pool.close();
        database.close();
    }

    private static Simulation.Plan plan() {
        return new Simulation.Plan(BILLABLES, MONTHS, Crowds.seed());
    }

    @Test
    void what_is_late_lost_doubled_and_down_changes_nothing_in_the_end() throws InterruptedException {
        var report = new Simulation(pool, plan()).run(tick -> {});

        demand(report);
        assertThat(report.figures()).containsKeys("webhooks lost", "webhooks reordered", "periods not paid when due");
    }

    @Test
    void a_process_that_is_killed_and_begun_again_changes_nothing_in_the_end()
            throws IOException, InterruptedException {
        var plan = plan();

        var report = new Simulation(pool, plan).run(2, load(plan), tick -> {});

        demand(report);
        assertThat(report.kills()).isEqualTo(2);
    }

    @Test
    void the_page_tells_of_every_proof() throws IOException {
        var page = Files.readString(Path.of("..", "docs", "simulate.md"));
        new DiaryStore(pool).make();

        assertThat(new Proving(pool, Simulation.catalogue(), plan()).all())
                .allSatisfy(proof -> assertThat(page).contains("\n| " + proof.name() + " |"));
    }

    @Test
    void nobody_or_no_time_is_no_simulation() {
        assertThatThrownBy(() -> new Simulation.Plan(0, 3, 1))
                .hasMessage("A simulation of 0 billables for 3 months is none; give 1 or more of both.");
    }

    private static void demand(SimulationReport report) {
        assertThat(report.proofs()).hasSize(15).allSatisfy(proof -> {
            assertThat(proof.faults()).as(proof.name()).isEmpty();
            assertThat(proof.holds()).isTrue();
        });
        assertThat(report.unsettled()).isZero();
        assertThat(report.isClean()).isTrue();
        assertThat(report.figures())
                .containsKeys("payments", "orders paid", "periods paid, monthly", "webhooks repeated");
    }

    private LoadProcess load(Simulation.Plan plan) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new LoadProcess(
                List.of(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.spike.server.SpikeCommand",
                        "simulate-load",
                        "--billables",
                        Integer.toString(plan.billables()),
                        "--months",
                        Integer.toString(plan.months()),
                        "--seed",
                        Long.toString(plan.seed())),
                Map.of(
                        "SPIKE_DATABASE_URL", database.url(),
                        "SPIKE_DATABASE_USER", database.user(),
                        "SPIKE_DATABASE_PASSWORD", database.password()));
    }
}
