package dev.spike.server;

import dev.spike.embedded.EmbeddedPostgresException;
import dev.spike.ledger.SpikeException;
import dev.spike.server.replay.ReplayException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command line: {@code ./spike COMMAND}. Exit status 0 is well, 1 is something wrong, 2 is a wrong call. */
@Command(
        name = "spike",
        description = "Prepaid credits inside your own application.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = SpikeVersion.class,
        subcommands = {
            DemoCommand.class,
            ReplayCommand.class,
            VerifyCommand.class,
            AccountCommand.class,
            ExplainCommand.class,
            InboxCommand.class,
            DueCommand.class,
            ExportCommand.class,
            ForgetCommand.class,
            ScenarioCommand.class,
            CatalogueCommand.class,
            CrashCommand.class,
            CrashLoadCommand.class,
            SellCommand.class,
            SellLoadCommand.class,
            SimulateCommand.class,
            SimulateLoadCommand.class
        },
        footer = {
            "",
            "'./spike demo' is the place to begin. './spike COMMAND --help' tells more of each.",
            "'./spike bench' measures spends beside another design, './spike walk' takes random steps beside a model;"
                    + " they are a module of their own.",
            "'./spike crash', './spike sell' and './spike simulate' kill what works and prove what is kept; none touches"
                    + " your data."
        })
public final class SpikeCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Runs the command line and ends the JVM with its exit status. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new SpikeCommand())
                .setExecutionExceptionHandler(SpikeCommand::explain)
                .setParameterExceptionHandler(SpikeCommand::hint)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** A wrong call: what is wrong stands last, where it is seen. */
    private static int hint(ParameterException e, String[] arguments) {
        var command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("Run './" + command.getCommandSpec().qualifiedName() + " --help' to see what it takes.");
        err.println("spike: " + e.getMessage());
        err.flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** What the house itself says is a sentence for people; anything else is a fault that wants its trace. */
    private static int explain(Exception e, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        boolean said = e instanceof CommandException
                || e instanceof EmbeddedPostgresException
                || e instanceof SpikeException
                || e instanceof ReplayException
                || e instanceof IllegalArgumentException;
        if (said) {
            err.println("spike: " + e.getMessage());
        } else {
            err.println("spike: this should not have happened; please report it with what follows.");
            e.printStackTrace(err);
        }
        err.flush();
        return command.getCommandSpec().exitCodeOnExecutionException();
    }
}
