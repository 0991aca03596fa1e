package dev.spike.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands of {@code ./spike} that need more than the server has: {@code bench} and {@code walk}. */
@Command(
        name = "spike",
        subcommands = {BenchCommand.class, WalkCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class BenchmarksCommand {

    private BenchmarksCommand() {}

    /** Runs the command and ends the process with its status. */
    public static void main(String... arguments) {
        System.exit(new CommandLine(new BenchmarksCommand()).execute(arguments));
    }
}
