package dev.spike.server.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioFileTest {

    private static final String SOUND = """
            {"schema_version": 1, "case_count": 1, "cases": [{
              "id": "a", "description": "b", "policy": {"overdraft": "reject"},
              "grants": [{"id": "g", "amount": "10", "effective": "2025-01-01T00:00:00Z"}],
              "operations": [{"at": "2025-01-02T00:00:00Z", "op": "usage", "amount": "3"}],
              "expect": [{"at": "2025-01-03T00:00:00Z", "balance": "7", "by_grant": {"g": "7"}}]
            }]}
            """;

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("cases.json"), text);
    }

    @Test
    void a_file_in_the_format_is_read() throws IOException {
        assertThat(ScenarioFile.read(file(SOUND))).extracting(Scenario::id).containsExactly("a");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "schema_version": 1       | "schema_version": 2         | at schema_version: only version 1
            "case_count": 1, "cases"  | "cases"                     | the field case_count is missing
            "id": "a",                |                             | at cases[0]: the field id is missing
            "description": "b"        | "description": 7            | at cases[0].description: a text is expected
            "reject"                  | "maybe"                     | at cases[0].policy.overdraft: "maybe" is not one of reject
            "reject"                  | {"limit": "x"}              | at cases[0].policy.overdraft.limit: an amount is
            "amount": "10"            | "amount": 10                | at cases[0].grants[0].amount: an amount is
            "amount": "10"            | "amount": "1e3"             | at cases[0].grants[0].amount: an amount is
            "amount": "10"            | "amount": "10", "left": "1" | at cases[0].grants[0].left: there is no such field
            "amount": "10"            | "amount": "10", "priority": 99999999999 | at cases[0].grants[0].priority: a whole number
            2025-01-01T00:00:00Z      | 2025-02-30T00:00:00Z        | at cases[0].grants[0].effective: an instant is
            2025-01-01T00:00:00Z      | 2025-01-01                  | at cases[0].grants[0].effective: an instant is
            2025-01-01T00:00:00Z      | 0000-01-01T00:00:00Z        | at cases[0].grants[0].effective: an instant is
            "op": "usage"             | "op": "steal"               | at cases[0].operations[0].op: "steal" is not one of usage
            "op": "usage"             | "op": "usage", "why": "x"   | at cases[0].operations[0].why: there is no such field
            "amount": "3"             | "amount": "three"           | at cases[0].operations[0].amount: an amount is
            "balance": "7"            | "balance": "7.", "held": "0" | at cases[0].expect[0].balance: an amount is
            "balance": "7"            | "balances": "7"             | at cases[0].expect[0].balances: there is no such field
            {"g": "7"}                | ["g"]                       | at cases[0].expect[0].by_grant: an object is expected
            "expect": [{              | "expect": [], "x": [{       | at cases[0].expect: there is no expectation
            "expect": [{              | "id": "b", "expect": [{     | is not JSON that can be read
            }]}                       | }]                          | is not JSON that can be read
            }]}                       | }]} {}                      | is not JSON that can be read
            """)
    void what_is_not_in_the_format_is_refused_with_its_place(String sound, String broken, String mentioned)
            throws IOException {
        var file = file(SOUND.replace(sound, broken == null ? "" : broken));

        assertThatThrownBy(() -> ScenarioFile.read(file))
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining(mentioned)
                .hasMessageContaining("cases.json");
    }

    @Test
    void what_cannot_be_read_is_one_sentence() throws IOException {
        var broken = Files.write(folder.resolve("broken.json"), new byte[] {'"', (byte) 0xC3, '"'});
        var deep = Files.write(folder.resolve("deep.json"), "[".repeat(100_000).getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> ScenarioFile.read(folder)).hasMessageContaining("is a folder");
        assertThatThrownBy(() -> ScenarioFile.read(folder.resolve("none"))).hasMessageContaining("does not exist");
        assertThatThrownBy(() -> ScenarioFile.read(broken)).hasMessageContaining("not UTF-8");
        assertThatThrownBy(() -> ScenarioFile.read(deep))
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining("not JSON that can be read");
    }
}
