package dev.spike.server;

import dev.spike.server.replay.GeneratedTraffic;
import dev.spike.server.replay.UsageTrace;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        description =
                "Sells credits to 500 customers for test cards, charges them an hour of traffic of a language model,"
                        + " on a PostgreSQL that starts by itself, and proves every balance. No money moves.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The hour is generated, with the bursts, token counts and customers of a real one; --trace charges a real"
                    + " one instead. The data is kept: a second run sells and charges nothing twice."
        })
final class DemoCommand implements Callable<Integer> {

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private ReplayOptions options = new ReplayOptions();

    @Option(names = "--trace", paramLabel = "FILE", description = "A real trace to charge, as for 'replay'.")
    private @Nullable Path trace;

    @Option(
            names = "--calls",
            paramLabel = "N",
            defaultValue = "19366",
            description = "How many calls the generated hour has; default: ${DEFAULT-VALUE}.")
    private int calls = GeneratedTraffic.CALLS_DEFAULT;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Another seed is another hour; default: ${DEFAULT-VALUE}.")
    private long seed;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        UsageTrace hour = trace == null ? GeneratedTraffic.hour(seed, calls) : options.read(trace);
        var out = spec.commandLine().getOut();
        int status = new Charging(database, options).sellAndRun(hour, out);
        if (!options.json()) {
            out.println();
            out.println("Look on with: ./spike account customer customer-0001   (kept in " + database.place() + ")");
            out.flush();
        }
        return status;
    }
}
