package dev.spike.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BenchCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private final CommandLine command =
            new CommandLine(new BenchCommand()).setOut(new PrintWriter(out)).setErr(new PrintWriter(errors));

    @Test
    void explains_itself() {
        assertThat(command.execute("--help")).isZero();

        assertThat(out.toString()).contains("--accounts", "--quick", "--database-url", "100000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--accounts=0", "--callers=1,91", "--rounds=-1", "--seconds=0", "--seconds=many"})
    void refuses_what_cannot_be_measured(String argument) {
        assertThat(command.execute(argument)).isEqualTo(2);

        assertThat(errors.toString()).contains("Usage: bench");
    }

    @Test
    void says_in_a_sentence_that_the_database_cannot_be_reached() {
        int status = command.execute("--callers=1", "--database-url=jdbc:postgresql://127.0.0.1:1/none");

        assertThat(status).isEqualTo(1);
        assertThat(errors.toString()).startsWith("Nothing was measured: ").hasLineCount(1);
    }
}
