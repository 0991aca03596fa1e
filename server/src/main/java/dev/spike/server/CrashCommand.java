package dev.spike.server;

import dev.spike.server.crash.Crash;
import dev.spike.server.crash.CrashReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "crash",
        description = "Kills a load over all verbs and its PostgreSQL in the middle of their work, again and again, and"
                + " proves that nothing acknowledged is lost, no key works twice and no hold is left open by mistake.",
        mixinStandardHelpOptions = true,
        footer = {"", "Takes some three seconds a kill. Exit status 0 if every figure that must be 0 is, 1 if not."})
final class CrashCommand implements Callable<Integer> {

    /** A name and its figure. */
    private static final String LINE = "%-28s%s%n";

    @Option(
            names = "--kills",
            paramLabel = "N",
            defaultValue = "50",
            description = "How often; default: ${DEFAULT-VALUE}.")
    private int kills;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Repeats the load and the kills of a run; default: a new one.")
    private long seed = System.nanoTime() & 0xFFFFFF;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder for the database and the clients' journal, new or of an earlier run;"
                    + " default: a temporary one, deleted at the end.")
    private Path data = Path.of("");

    @Option(names = "--json", description = "Report in JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        boolean temporary = data.toString().isEmpty();
        var folder = temporary ? Files.createTempDirectory("spike-crash-") : Files.createDirectories(data);
        try {
            printSeed();
            var report = run(new Crash(folder, seed), folder);
            print(report);
            return report.isClean() ? 0 : 1;
        } finally {
            if (temporary) {
                Terminal.delete(folder);
            }
        }
    }

    private CrashReport run(Crash crash, Path folder) throws IOException, InterruptedException {
        try (var progress = Terminal.progress()) {
            progress.start("kill", kills);
            return crash.run(kills, progress::advance, () -> opened(folder));
        }
    }

    private static Crash.Opened opened(Path folder) {
        return OpenDatabase.embedded(folder, 0, 2);
    }

    /** First, so that also a run that fails can be repeated; in JSON the report has it. */
    private void printSeed() {
        if (!json) {
            spec.commandLine().getOut().printf(Locale.ROOT, LINE, "seed", seed);
            spec.commandLine().getOut().flush();
        }
    }

    private void print(CrashReport report) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.of(report));
            return;
        }
        var judgement = report.judgement();
        out.printf(
                Locale.ROOT,
                LINE,
                "kills",
                report.killsOfProcess() + " of the process, " + report.killsOfServer() + " of PostgreSQL");
        out.printf(Locale.ROOT, LINE, "acknowledged", String.format(Locale.ROOT, "%,d", judgement.acknowledgedInAll()));
        judgement
                .acknowledged()
                .forEach((verb, outcomes) -> out.printf(Locale.ROOT, LINE, "  " + verb, text(outcomes)));
        out.printf(Locale.ROOT, LINE, "lost", judgement.lost());
        out.printf(Locale.ROOT, LINE, "doubled", judgement.doubled());
        out.printf(Locale.ROOT, LINE, "holds left open by mistake", judgement.holdsLeftOpen());
        judgement.faults().forEach(fault -> out.println("  " + fault));
        VerifyText.lines(report.verify()).forEach(line -> out.printf(Locale.ROOT, LINE, "verify", line));
    }

    private static String text(Map<String, Long> outcomes) {
        return outcomes.entrySet().stream()
                .map(outcome -> String.format(Locale.ROOT, "%,d %s", outcome.getValue(), outcome.getKey()))
                .collect(Collectors.joining(", "));
    }
}
