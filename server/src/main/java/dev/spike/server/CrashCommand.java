package dev.spike.server;

import dev.spike.server.crash.Crash;
import dev.spike.server.crash.CrashReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "crash",
        description = "Kills a load and its PostgreSQL in the middle of their work, again and again, and proves that"
                + " nothing acknowledged is lost and no key works twice.",
        mixinStandardHelpOptions = true,
        footer = {"", "Takes some three seconds a kill. Exit status 0 if nothing is lost or doubled, 1 if something is."
        })
final class CrashCommand implements Callable<Integer> {

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

    private void print(CrashReport report) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.of(report));
            return;
        }
        out.printf(Locale.ROOT, "seed           %d%n", report.seed());
        out.printf(
                Locale.ROOT,
                "kills          %d of the process, %d of PostgreSQL%n",
                report.killsOfProcess(),
                report.killsOfServer());
        out.printf(Locale.ROOT, "acknowledged   %,d%n", report.acknowledged());
        out.printf(Locale.ROOT, "lost           %d%n", report.lost());
        out.printf(Locale.ROOT, "doubled        %d%n", report.doubled());
        VerifyText.lines(report.verify()).forEach(line -> out.println("verify         " + line));
    }
}
