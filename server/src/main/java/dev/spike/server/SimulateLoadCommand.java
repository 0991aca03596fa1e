package dev.spike.server;

import dev.spike.server.simulate.Simulation;
import dev.spike.server.simulate.SimulationLoad;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "simulate-load",
        hidden = true,
        description = "The customers and workers of 'simulate' that are killed.",
        mixinStandardHelpOptions = true)
final class SimulateLoadCommand implements Callable<Integer> {

    @Mixin
    private ExternalDatabase database = new ExternalDatabase();

    @Option(names = "--billables", paramLabel = "N", required = true, description = "How many there are.")
    private int billables;

    @Option(names = "--months", paramLabel = "N", required = true, description = "How long it lasts.")
    private int months;

    @Option(names = "--seed", paramLabel = "N", required = true, description = "Of what is drawn.")
    private long seed;

    @Option(names = "--first", paramLabel = "N", required = true, description = "The tick to begin with, from 0.")
    private int first;

    @Override
    public Integer call() throws InterruptedException {
        try (var open = database.open(SimulationLoad.CONNECTIONS)) {
            Simulation.load(open.dataSource(), new Simulation.Plan(billables, months, seed), first);
            return 0;
        }
    }
}
