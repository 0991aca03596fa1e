package dev.spike.server;

import dev.spike.server.market.Market;
import dev.spike.server.market.MarketLoad;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "sell-load",
        hidden = true,
        description = "The customers and workers of 'sell' that are killed.",
        mixinStandardHelpOptions = true)
final class SellLoadCommand implements Callable<Integer> {

    @Mixin
    private ExternalDatabase database = new ExternalDatabase();

    @Option(names = "--carts", paramLabel = "N", required = true, description = "How often a customer comes in all.")
    private int carts;

    @Option(names = "--seed", paramLabel = "N", required = true, description = "Of what is drawn.")
    private long seed;

    @Option(names = "--first", paramLabel = "N", required = true, description = "The visit to begin with, from 0.")
    private int first;

    @Override
    public Integer call() throws InterruptedException {
        try (var open = database.open(MarketLoad.CONNECTIONS)) {
            Market.load(open.dataSource(), new MarketLoad.Plan(carts, seed), first);
            return 0;
        }
    }
}
