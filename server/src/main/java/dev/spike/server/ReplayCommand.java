package dev.spike.server;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "replay",
        description = "Charges a usage trace in credits: who called, how many tokens, at which price.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A trace is CSV (timestamp, input tokens, output tokens, customer if known) or JSON lines, plain or gzip.",
            "Running it again charges nothing twice. Exit status 0 if the proof holds, 1 if not."
        })
final class ReplayCommand implements Callable<Integer> {

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private ReplayOptions options = new ReplayOptions();

    @Parameters(paramLabel = "TRACE", description = "The file to charge.")
    private Path trace = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        return new Charging(database, options)
                .run(options.read(trace), spec.commandLine().getOut());
    }
}
