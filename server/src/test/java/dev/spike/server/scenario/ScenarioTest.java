package dev.spike.server.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scenarios in {@code docs/scenarios}, which are documentation and test at once, and those of other ledgers. */
class ScenarioTest {

    private static final String OF_OTHERS = "peer-cases-sample.json";

    private static ScenarioLedger ledger;

    @BeforeAll
    static void open() {
        ledger = new ScenarioLedger();
    }

    @AfterAll
    static void close() {
        assertThat(ledger.verify().findings()).isEmpty();
        ledger.close();
    }

    static List<Path> ours() {
        return ScenarioFiles.ours();
    }

    private static List<Verdict> verdicts(List<Scenario> scenarios) {
        return scenarios.stream().map(ledger::run).toList();
    }

    private static List<String> linesOfOther(Class<? extends Verdict> wanted, List<Verdict> verdicts) {
        return verdicts.stream()
                .filter(verdict -> !wanted.isInstance(verdict))
                .map(Verdict::line)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("ours")
    void our_scenarios_hold(Path file) {
        var scenarios = ScenarioFile.read(file);

        var verdicts = verdicts(scenarios);

        assertThat(linesOfOther(Verdict.Passed.class, verdicts)).isEmpty();
        assertThat(scenarios).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("ours")
    void a_scenario_with_any_one_expectation_made_wrong_fails(Path file) {
        assertAlteredFail(ScenarioFile.read(file));
    }

    private static void assertAlteredFail(List<Scenario> scenarios) {
        var altered = scenarios.stream()
                .flatMap(scenario -> Alterations.of(scenario).stream())
                .toList();

        var verdicts = verdicts(altered);

        assertThat(linesOfOther(Verdict.Failed.class, verdicts)).isEmpty();
        assertThat(altered).hasSizeGreaterThan(scenarios.size());
    }

    @Test
    void no_case_of_another_ledger_fails_and_what_is_not_offered_is_named() {
        var scenarios = ScenarioFile.read(ScenarioFiles.ofOthers(OF_OTHERS));

        var verdicts = verdicts(scenarios);

        var passed = new ArrayList<Verdict>();
        for (var verdict : verdicts) {
            if (verdict instanceof Verdict.Passed) {
                passed.add(verdict);
            } else {
                assertThat(verdict).isInstanceOf(Verdict.NotOffered.class);
                assertThat(verdict.line()).matches(".*: .*(policy|operation|grant field|expectation) [a-z_]+.*");
            }
        }
        System.out.println("scenarios of others: " + passed.size() + " of " + verdicts.size() + " passed");
        assertThat(passed).hasSizeGreaterThanOrEqualTo(26);
    }

    @Test
    void a_passed_case_of_another_ledger_with_any_one_expectation_made_wrong_fails() {
        var passed = ScenarioFile.read(ScenarioFiles.ofOthers(OF_OTHERS)).stream()
                .filter(scenario -> ledger.run(scenario) instanceof Verdict.Passed)
                .toList();

        assertAlteredFail(passed);
    }
}
