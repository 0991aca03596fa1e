package dev.spike.server;

import dev.spike.server.market.Market;
import dev.spike.server.market.MarketLoad;
import dev.spike.server.market.MarketReport;
import dev.spike.server.shop.LoadProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;
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

    /** Runs {@link SellLoadCommand}, which lives for a short time. */
    static LoadProcess process(OpenDatabase.Reached database, int carts, long seed) {
        return LoadCommand.on(
                database,
                List.of("-XX:TieredStopAtLevel=1"),
                "sell-load",
                "--carts",
                Integer.toString(carts),
                "--seed",
                Long.toString(seed));
    }

    /** First, so that also a run that fails can be repeated; in JSON the report has it. */
    private void printSeed(long seed) {
        if (!json) {
            ProofText.seed(spec.commandLine().getOut(), seed);
        }
    }

    private void print(MarketReport report) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.of(report));
            return;
        }
        ProofText.figure(out, "carts", report.carts());
        report.figures().forEach((name, count) -> ProofText.figure(out, name, count));
        ProofText.figure(out, "kills", report.kills());
        ProofText.figure(out, "left unsettled", report.unsettled());
        ProofText.proofs(out, report.proofs());
    }
}
