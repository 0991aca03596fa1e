package dev.spike.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioCommandTest {

    @TempDir
    private Path folder;

    private static Answer scenario(String... arguments) {
        return Answer.to(
                Stream.concat(Stream.of("scenario"), Stream.of(arguments)).toArray(String[]::new));
    }

    private String file(String name, String balance, String policy) throws IOException {
        var text = """
                {"schema_version": 1, "case_count": 1, "cases": [{
                  "id": "%s", "description": "b", "policy": {%s},
                  "grants": [{"id": "g", "amount": "10", "effective": "2025-01-01T00:00:00Z"}],
                  "operations": [{"at": "2025-01-02T00:00:00Z", "op": "usage", "amount": "3"}],
                  "expect": [{"at": "2025-01-03T00:00:00Z", "balance": "%s"}]
                }]}
                """.formatted(name, policy, balance);
        return Files.writeString(folder.resolve(name + ".json"), text).toString();
    }

    @Test
    void a_line_a_case_and_the_counts_of_all_files() throws IOException {
        var good = file("good", "7", "\"overdraft\": \"reject\"");
        var wrong = file("wrong", "7.5", "\"overdraft\": \"reject\"");
        var other = file("other", "7", "\"overdraft\": \"reject\", \"credit_scale\": 2");

        var answer = scenario(good, wrong, other);

        assertThat(answer.status()).as(answer.err()).isOne();
        assertThat(answer.out().lines())
                .containsExactly(
                        "passed good",
                        "FAILED wrong cases[0].expect[0].balance at 2025-01-03T00:00:00Z: expected 7.5, actual 7",
                        "not offered other: policy credit_scale",
                        "3 cases: 1 passed, 1 FAILED, 1 not offered");
    }

    @Test
    void status_is_zero_when_nothing_failed() throws IOException {
        var good = file("good", "7", "\"overdraft\": \"reject\"");
        var other = file("other", "7", "\"overdraft\": \"reject\", \"credit_scale\": 2");

        assertThat(scenario(good, other).status()).isZero();
    }

    @Test
    void answers_in_json_when_asked() throws IOException {
        var answer = scenario("--json", file("wrong", "8", "\"overdraft\": \"reject\""));

        assertThat(answer.status()).isOne();
        assertThat(answer.out())
                .contains("\"failed\" : 1")
                .contains("\"outcome\" : \"failed\"")
                .contains("\"expected\" : \"8\"")
                .contains("\"actual\" : \"7\"");
    }

    @Test
    void a_file_that_is_not_in_the_format_is_one_sentence_before_anything_is_run() throws IOException {
        var good = file("good", "7", "\"overdraft\": \"reject\"");
        var broken = file("broken", "seven", "\"overdraft\": \"reject\"");

        var answer = scenario(good, broken);

        assertThat(answer.status()).isOne();
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err())
                .contains("broken.json")
                .contains("at cases[0].expect[0].balance")
                .doesNotContain("\tat ");
    }

    @Test
    void has_help_and_wants_a_file() {
        assertThat(scenario("--help").out()).contains("Usage: spike scenario");
        assertThat(scenario().status()).isEqualTo(2);
    }
}
