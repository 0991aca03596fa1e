package dev.spike.server;

import dev.spike.server.shop.LoadProcess;
import dev.spike.server.simulate.Simulation;
import dev.spike.server.simulate.Simulation.Plan;
import dev.spike.server.simulate.SimulationLoad;
import dev.spike.server.simulate.SimulationReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "simulate",
        description =
                "Lets a crowd subscribe for months of simulated time: they pay late or never, switch, cancel, resume,"
                        + " buy, return and spend, while webhooks are lost, doubled and reordered and nothing is worked for days."
                        + " Then proves from the tables that every paid period was provided once, and money and credits agree."
                        + " No money moves.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "docs/simulate.md tells what happens and what is proved. Exit status 0 if every proof holds, 1 if not."
        })
final class SimulateCommand implements Callable<Integer> {

    /** A name and its figure. */
    private static final String LINE = "%-52s%s%n";

    /** Some hours. */
    private static final int BILLABLES_MAX = 1_000_000;

    private static final int MONTHS_MAX = 240;

    /** In each run with any. */
    private static final int KILLS = 8;

    @Option(
            names = "--billables",
            paramLabel = "N",
            defaultValue = "500",
            description = "How many there are, 1 to 1000000; default: ${DEFAULT-VALUE}.")
    private int billables;

    @Option(
            names = "--months",
            paramLabel = "N",
            defaultValue = "6",
            description = "How many months pass, 1 to 240; default: ${DEFAULT-VALUE}.")
    private int months;

    @Option(
            names = "--seed",
            paramLabel = "N",
            split = ",",
            description = "Repeats what customers do, the mischief and the outages; several, parted by commas, are a"
                    + " simulation each. Default: a new one.")
    private List<Long> seeds = List.of(System.nanoTime() & 0xFFFFFF);

    @Option(
            names = "--kill",
            description = "Kill the working process at random moments and begin it again, eight times.")
    private boolean kill;

    @Option(names = "--json", description = "Report in JSON, a document for each seed.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (billables < 1 || billables > BILLABLES_MAX) {
            throw new CommandException(billables + " billables are not possible; give 1 to " + BILLABLES_MAX + ".");
        }
        if (months < 1 || months > MONTHS_MAX) {
            throw new CommandException(months + " months are not possible; give 1 to " + MONTHS_MAX + ".");
        }
        boolean isClean = true;
        for (long seed : seeds) {
            isClean &= simulate(new Plan(billables, months, seed)).isClean();
        }
        return isClean ? 0 : 1;
    }

    private SimulationReport simulate(Plan plan) throws IOException, InterruptedException {
        printSeed(plan.seed());
        try (var open = OpenDatabase.temporary(SimulationLoad.CONNECTIONS)) {
            var report = run(open, plan);
            print(report);
            return report;
        }
    }

    private SimulationReport run(OpenDatabase open, Plan plan) throws IOException, InterruptedException {
        var simulation = new Simulation(open.dataSource(), plan);
        try (var progress = Terminal.progress()) {
            progress.start("simulate", plan.ticks());
            return kill
                    ? simulation.run(KILLS, process(open.reachedAt(), plan), progress::advance)
                    : simulation.run(progress::advance);
        }
    }

    /** Runs {@link SimulateLoadCommand} in another process. */
    static LoadProcess process(OpenDatabase.Reached database, Plan plan) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new LoadProcess(
                List.of(
                        java,
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.spike.server.SpikeCommand",
                        "simulate-load",
                        "--billables",
                        Integer.toString(plan.billables()),
                        "--months",
                        Integer.toString(plan.months()),
                        "--seed",
                        Long.toString(plan.seed())),
                ExternalDatabase.environment(database.url(), database.user(), database.password()));
    }

    /** First, so that also a run that fails can be repeated; in JSON the report has it. */
    private void printSeed(long seed) {
        if (!json) {
            spec.commandLine().getOut().printf(Locale.ROOT, LINE, "seed", seed);
            spec.commandLine().getOut().flush();
        }
    }

    private void print(SimulationReport report) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.of(report));
            return;
        }
        line(out, "billables", report.plan().billables());
        line(out, "months", report.plan().months());
        report.figures().forEach((name, count) -> line(out, name, count));
        line(out, "kills", report.kills());
        line(out, "left unsettled", report.unsettled());
        for (var proof : report.proofs()) {
            var verdict = proof.holds() ? "holds" : String.format(Locale.ROOT, "DOES NOT HOLD for %,d", proof.broken());
            out.printf(Locale.ROOT, "%-52s%s (%,d looked at)%n", proof.name(), verdict, proof.looked());
            proof.faults().forEach(fault -> out.println("  " + fault));
        }
        out.flush();
    }

    private static void line(PrintWriter out, String name, long count) {
        out.printf(Locale.ROOT, LINE, name, String.format(Locale.ROOT, "%,d", count));
    }
}
