package dev.spike.server;

import dev.spike.server.scenario.Scenario;
import dev.spike.server.scenario.ScenarioFile;
import dev.spike.server.scenario.Scenarios;
import dev.spike.server.scenario.Verdict;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "scenario",
        description = "Runs credit scenarios against a real database and a scripted clock: given these grants, after"
                + " these operations, the balances are these.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "One line a case: passed, FAILED with expected and actual, or not offered with the policy or operation that"
                    + " the ledger does not claim; then the counts. Without a database URL the database is a temporary one,"
                    + " deleted at the end. Exit status 0 if no case failed, 1 if one did or a file is not in the format.",
        })
final class ScenarioCommand implements Callable<Integer> {

    @Mixin
    private ExternalDatabase database = new ExternalDatabase();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Scenarios, in JSON.")
    private List<Path> files = List.of();

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** The answer to all files. */
    record Report(Counts counts, List<Answered> cases) {}

    record Counts(int cases, int passed, int failed, int notOffered) {}

    /** A case with what came of it in a word, as a verdict's fields do not tell. */
    record Answered(String file, String outcome, Verdict verdict) {}

    @Override
    public Integer call() {
        var scenarios = new ArrayList<List<Scenario>>();
        files.forEach(file -> scenarios.add(ScenarioFile.read(file)));
        var out = spec.commandLine().getOut();
        var answers = new ArrayList<Answered>();
        try (var open = database.isGiven() ? database.openMigrated(2) : OpenDatabase.temporary(2)) {
            var runner = new Scenarios(open.dataSource(), CreditTypes::withDecimals);
            for (int i = 0; i < files.size(); i++) {
                for (var scenario : scenarios.get(i)) {
                    var verdict = runner.run(scenario);
                    answers.add(new Answered(files.get(i).toString(), outcome(verdict), verdict));
                    if (!json) {
                        out.println(verdict.line());
                        out.flush();
                    }
                }
            }
        }
        var counts = counts(answers);
        print(out, new Report(counts, answers));
        return counts.failed() == 0 ? 0 : 1;
    }

    private static String outcome(Verdict verdict) {
        if (verdict instanceof Verdict.Passed) {
            return "passed";
        }
        return verdict instanceof Verdict.Failed ? "failed" : "not offered";
    }

    private static Counts counts(List<Answered> answers) {
        return new Counts(
                answers.size(), count(answers, "passed"), count(answers, "failed"), count(answers, "not offered"));
    }

    private static int count(List<Answered> answers, String outcome) {
        return Math.toIntExact(answers.stream()
                .filter(answer -> answer.outcome().equals(outcome))
                .count());
    }

    private void print(PrintWriter out, Report report) {
        if (json) {
            out.println(Json.of(report));
        } else {
            var counts = report.counts();
            out.printf(
                    "%d cases: %d passed, %d FAILED, %d not offered%n",
                    counts.cases(), counts.passed(), counts.failed(), counts.notOffered());
        }
        out.flush();
    }
}
