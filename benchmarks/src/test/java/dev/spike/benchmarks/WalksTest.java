package dev.spike.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.testkit.LedgerDatabase;
import dev.spike.testkit.contract.Engines;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.walk.Books;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WalksTest {

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    private final AtomicLong told = new AtomicLong();

    private Walks walks(Maker maker) {
        return new Walks(maker, new Books(DATABASE.dataSource()), 2, told::addAndGet);
    }

    @Test
    void takes_the_steps_of_a_seed_and_the_same_again() throws InterruptedException {
        var walks = walks(setup -> Engines.on(DATABASE.dataSource(), setup));

        var first = walks.run(17, 600);

        assertThat(first.violation()).isNull();
        assertThat(first.walks()).isEqualTo(3);
        assertThat(first.walked().steps()).isEqualTo(600).isEqualTo(told.get());
        assertThat(first.walked().compared()).isGreaterThan(600 * 10);
        assertThat(first.walked().instants()).isPositive();
        assertThat(walks.run(17, 600)).isEqualTo(first);
    }

    @Test
    void ends_with_few_steps_that_an_engine_gets_wrong() throws InterruptedException {
        var walks = walks(setup -> Engines.on(DATABASE.dataSource(), setup.at("2026-03-28T20:00:00Z")));

        var outcome = walks.run(17, 600);

        assertThat(outcome.violation()).contains("The walk from seed ", "steps suffice", "the clock shows ");
    }
}
