package dev.spike.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class WalkCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private final CommandLine command =
            new CommandLine(new WalkCommand()).setOut(new PrintWriter(out)).setErr(new PrintWriter(errors));

    @Test
    void walks_each_seed_and_says_what_it_checked() {
        assertThat(command.execute("--steps=300", "--seed=1,2")).isZero();

        assertThat(out.toString())
                .contains("seed         1", "seed         2", "steps        300 on 2 walks", "violations   0")
                .contains("verify       clean")
                .containsPattern("invariants   [1-9][0-9,]+ checked")
                .containsPattern("balanceAt    [1-9][0-9]* past and future instants compared");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--steps=0", "--threads=0", "--threads=17", "--seed=many"})
    void refuses_what_cannot_be_walked(String argument) {
        assertThat(command.execute(argument)).isEqualTo(2);

        assertThat(errors.toString()).contains("Usage: walk");
    }
}
