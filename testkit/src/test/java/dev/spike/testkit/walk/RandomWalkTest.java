package dev.spike.testkit.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.postgres.LedgerVerifier;
import dev.spike.testkit.LedgerDatabase;
import dev.spike.testkit.contract.Engines;
import dev.spike.testkit.contract.RememberingCredits;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The PostgreSQL engine keeps every rule of the model; {@code -Dspike.seed=...} walks a printed seed again. */
@Tag("thorough")
class RandomWalkTest {

    private static final int STEPS = 250;

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    @RepeatedTest(24)
    void engine_and_model_agree_after_every_step() {
        var dataSource = DATABASE.dataSource();
        long seed = seed();
        System.out.println("Walking " + STEPS + " steps from seed " + seed + ".");

        new Walk(setup -> Engines.on(dataSource, setup), Ground.of(seed), new Books(dataSource)).run(seed, STEPS);

        assertThat(new LedgerVerifier(dataSource).verify().findings()).isEmpty();
    }

    @RepeatedTest(8)
    void engine_that_remembers_balances_and_model_agree_after_every_step() {
        var dataSource = DATABASE.dataSource();
        long seed = seed();
        System.out.println("Walking " + STEPS + " steps with remembered balances from seed " + seed + ".");

        new Walk(setup -> RememberingCredits.own(dataSource, setup), Ground.of(seed), new Books(dataSource))
                .run(seed, STEPS);

        assertThat(new LedgerVerifier(dataSource).verify().findings()).isEmpty();
    }

    private static long seed() {
        Long given = Long.getLong("spike.seed");
        return given == null ? new Random().nextLong() : given;
    }
}
