package dev.spike.server;

import dev.spike.server.market.Market;
import dev.spike.server.market.MarketLoad;
import dev.spike.server.market.MarketReport;
import dev.spike.server.shop.LoadProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "sell",
        description =
                "Lets customers come to a market at random: they fill carts, pay with test cards or walk away, and get"
                        + " money back, while webhooks are lost, doubled and reordered and the process is killed. Then proves"
                        + " from the tables that money, orders and credits agree. No money moves.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "docs/market.md tells what happens and what is proved. Exit status 0 if every proof holds, 1 if not."
        })
final class SellCommand implements Callable<Integer> {

    /** A name and its figure. */
    private static final String LINE = "%-44s%s%n";

    /** Some hours. */
    private static final int CARTS_MAX = 1_000_000;

    private static final int KILLS_MAX = 100;

    @Option(
            names = "--carts",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How often a customer comes; default: ${DEFAULT-VALUE}.")
    private int carts;

    @Option(
            names = "--seed",
            paramLabel = "N",
            split = ",",
            description = "Repeats what customers do, and the mischief; several, parted by commas, are a market each."
                    + " Default: a new one.")
    private List<Long> seeds = List.of(System.nanoTime() & 0xFFFFFF);

    @Option(
            names = "--kills",
            paramLabel = "N",
            defaultValue = "0",
            description = "How often the working process is killed and begun again, 0 to 100; default:"
                    + " ${DEFAULT-VALUE}.")
    private int kills;

    @Option(names = "--json", description = "Report in JSON, a document for each seed.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (carts < 1 || carts > CARTS_MAX) {
            throw new CommandException(carts + " carts are not possible; give 1 to " + CARTS_MAX + ".");
        }
        if (kills < 0 || kills > Math.min(KILLS_MAX, carts)) {
            throw new CommandException(
                    kills + " kills are not possible; give 0 to " + KILLS_MAX + ", and no more than carts.");
        }
        boolean isClean = true;
        for (long seed : seeds) {
            isClean &= market(seed).isClean();
        }
        return isClean ? 0 : 1;
    }

    private MarketReport market(long seed) throws IOException, InterruptedException {
        printSeed(seed);
        var folder = Files.createTempDirectory("spike-sell-");
        try (var open = OpenDatabase.embedded(folder, 0, MarketLoad.CONNECTIONS)) {
            var report = run(open, seed);
            print(report);
            return report;
        } finally {
            Terminal.delete(folder);
        }
    }

    private MarketReport run(OpenDatabase open, long seed) throws IOException, InterruptedException {
        var market = new Market(open.dataSource(), carts, seed);
        try (var progress = Terminal.progress()) {
            progress.start("sell", carts);
            return kills == 0
                    ? market.run(progress::advance)
                    : market.run(kills, process(open.reachedAt(), carts, seed), progress::advance);
        }
    }

    /** Runs {@link SellLoadCommand} in another process. */
    static LoadProcess process(OpenDatabase.Reached database, int carts, long seed) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new LoadProcess(
                List.of(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.spike.server.SpikeCommand",
                        "sell-load",
                        "--carts",
                        Integer.toString(carts),
                        "--seed",
                        Long.toString(seed)),
                ExternalDatabase.environment(database.url(), database.user(), database.password()));
    }

    /** First, so that also a run that fails can be repeated; in JSON the report has it. */
    private void printSeed(long seed) {
        if (!json) {
            spec.commandLine().getOut().printf(Locale.ROOT, LINE, "seed", seed);
            spec.commandLine().getOut().flush();
        }
    }

    private void print(MarketReport report) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.of(report));
            return;
        }
        line(out, "carts", report.carts());
        report.figures().forEach((name, count) -> line(out, name, count));
        line(out, "kills", report.kills());
        line(out, "left unsettled", report.unsettled());
        for (var proof : report.proofs()) {
            var verdict = proof.holds() ? "holds" : String.format(Locale.ROOT, "DOES NOT HOLD for %,d", proof.broken());
            out.printf(Locale.ROOT, "%-44s%s (%,d looked at)%n", proof.name(), verdict, proof.looked());
            proof.faults().forEach(fault -> out.println("  " + fault));
        }
        out.flush();
    }

    private static void line(PrintWriter out, String name, long count) {
        out.printf(Locale.ROOT, LINE, name, String.format(Locale.ROOT, "%,d", count));
    }
}
