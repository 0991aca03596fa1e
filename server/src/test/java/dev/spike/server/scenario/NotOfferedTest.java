package dev.spike.server.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A case that asks for more than the ledger claims is named, neither passed nor failed. */
class NotOfferedTest {

    private static final String CASE = """
            {"schema_version": 1, "case_count": 1, "cases": [{
              "id": "a", "description": "b", "policy": {"overdraft": "reject"},
              "grants": [{"id": "g", "amount": "10", "effective": "2025-01-01T00:00:00Z"}],
              "operations": [{"at": "2025-01-02T00:00:00Z", "op": "usage", "id": "u", "amount": "3"}],
              "expect": [{"at": "2025-01-09T00:00:00Z", "balance": "7"}]
            }]}
            """;

    private static ScenarioLedger ledger;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        ledger = new ScenarioLedger();
    }

    @AfterAll
    static void close() {
        ledger.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "reject"        | "overage"                               | policy overdraft overage without overage_settled_by_new_credit
            "reject"        | {"limit": "-1"}                         | policy overdraft limit below zero
            "reject"        | "reject", "measure_from": "2025-01-01T00:00:00Z" | policy measure_from
            "reject"        | "reject", "credit_scale": 2             | policy credit_scale
            "reject"        | "reject", "max_hold": "P1M"             | policy max_hold that is no fixed length
            "amount": "10"  | "amount": "10", "applies_to": ["x"]     | grant field applies_to
            "amount": "10"  | "amount": "10", "rates": {"x": "0.2"}   | grant field rates
            "amount": "10"  | "amount": "0"                           | a grant of zero amount
            "amount": "10"  | "amount": "9223372036854775808"         | amounts beyond 64 bits
            "amount": "10"  | "amount": "9223372036854775807.1"       | amounts beyond 64 bits
            "amount": "10"  | "amount": "0.0000000000000000001"       | amounts of more than 18 decimals
            "amount": "10"  | "amount": "10", "created": "2025-01-02T00:00:00Z" | grant field created after effective
            "amount": "3"   | "amount": "0"                           | operation usage of zero amount
            "amount": "3"   | "amount": "-3"                          | operation usage of a negative amount
            "amount": "3"   | "amount": "remaining"                   | operation usage of all that remains
            "amount": "3"   | "amount": "3", "grant": "g"             | operation usage with grant
            "op": "usage"   | "op": "replace_grant"                   | operation replace_grant
            "op": "usage"   | "op": "set_auto_top_up"                 | operation set_auto_top_up
            "op": "usage"   | "op": "cycle"                           | operation cycle
            "op": "usage"   | "op": "hold", "hold": "h", "unit": "x"}, {"at": "2025-01-03T00:00:00Z", "op": "release", "unit": "y" | several units
            "3"}            | "3"}, {"at": "2025-01-03T00:00:00Z", "op": "reset", "effective_at": "2025-01-01T00:00:00Z"} | operation reset that is back-dated
            "3"}            | "3"}, {"at": "2025-01-03T00:00:00Z", "op": "reverse", "ref": "u", "as_grant": "x"} | operation reverse with as_grant
            "3"}            | "3"}, {"at": "2025-01-03T00:00:00Z", "op": "reset"}, {"at": "2025-01-04T00:00:00Z", "op": "reverse", "ref": "u"} | before a turn of its grant
            "3"}            | "3"}, {"at": "2025-01-03T00:00:00Z", "op": "hold", "hold": "h", "amount": "1"}, {"at": "2025-01-04T00:00:00Z", "op": "reset"} | that an open hold draws on
            "3"}            | "3"}, {"at": "2025-01-03T00:00:00Z", "op": "batch", "items": [7]} | operation batch of anything but operations
            "3"}            | "3", "recorded_at": "2025-01-05T00:00:00Z"}, {"at": "2025-01-03T00:00:00Z", "op": "reset"} | after grants have changed
            "balance": "7"  | "top_ups": 1                            | expectation top_ups
            "balance": "7"  | "same_as_replay_from": "2025-01-01T00:00:00Z" | expectation same_as_replay_from
            "balance": "7"  | "invariant": "balance is fine"          | expectation invariant
            """)
    void a_case_is_not_offered_by_name(String sound, String other, String named) throws IOException {
        var file = Files.writeString(folder.resolve("cases.json"), CASE.replace(sound, other));

        var verdict = ledger.run(ScenarioFile.read(file).get(0));

        assertThat(verdict.line()).startsWith("not offered a: ").contains(named);
    }
}
