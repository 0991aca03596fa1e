package dev.spike.testkit.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.Credits;
import dev.spike.ledger.postgres.LedgerVerifier;
import dev.spike.ledger.postgres.PostgresCredits;
import dev.spike.testkit.LedgerDatabase;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.time.ZoneId;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The PostgreSQL engine keeps every rule of the model; {@code -Dspike.seed=...} walks a printed seed again. */
class RandomWalkTest {

    private static final int STEPS = 250;

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    /** A zone with half hours would be no harder; this one changes to summer time in the first days of the walk. */
    private final Setup setup = Setup.standard().in(ZoneId.of("Europe/Vilnius")).at("2026-03-28T20:00:00Z");

    @RepeatedTest(12)
    void engine_and_model_agree_after_every_step() {
        var dataSource = DATABASE.dataSource();
        new Walk(of -> make(dataSource, of), setup, new Books(dataSource)).run(seed(), STEPS);

        assertThat(new LedgerVerifier(dataSource).verify().findings()).isEmpty();
    }

    static Credits make(DataSource dataSource, Setup setup) {
        var builder = PostgresCredits.on(dataSource).zone(setup.zone()).clock(setup.clock());
        setup.creditTypes().forEach(builder::creditType);
        return (setup.grouped() ? builder : builder.keepEverySpend()).build();
    }

    private static long seed() {
        Long given = Long.getLong("spike.seed");
        return given == null ? new Random().nextLong() : given;
    }
}
