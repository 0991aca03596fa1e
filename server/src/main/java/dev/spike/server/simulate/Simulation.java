package dev.spike.server.simulate;

import dev.spike.billing.Catalogue;
import dev.spike.billing.catalogue.CatalogueReader;
import dev.spike.provider.local.LocalProvider;
import dev.spike.provider.local.Mischief;
import dev.spike.server.catalogue.CatalogueFile;
import dev.spike.server.shop.Killing;
import dev.spike.server.shop.LoadProcess;
import dev.spike.server.shop.Parts;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import javax.sql.DataSource;

/**
 * Months of a crowd that subscribes, on an empty database: they pay late or never, switch, cancel, spend and return, while
 * webhooks are lost, doubled and reordered, nothing is worked for days, and the process may be killed. In the end all is
 * settled, and the tables must agree.
 */
public final class Simulation {

    private static final String CATALOGUE = "/dev/spike/server/simulate/catalogue.yml";

    private final DataSource dataSource;
    private final Plan plan;
    private final Catalogue catalogue = catalogue();

    public Simulation(DataSource dataSource, Plan plan) {
        this.dataSource = dataSource;
        this.plan = plan;
    }

    /**
     * How many there are, for how long, and what is drawn of them.
     *
     * @param billables 1 or more
     * @param months 1 or more
     */
    public record Plan(int billables, int months, long seed) {

        private static final int LOST_PERCENT = 5;
        private static final int DOUBLED_PERCENT = 10;
        private static final int REORDERED_PERCENT = 20;

        public Plan {
            if (billables < 1 || months < 1) {
                throw new IllegalArgumentException("A simulation of " + billables + " billables for " + months
                        + " months is none; give 1 or more of both.");
            }
        }

        Time time() {
            return new Time(months);
        }

        /** In how many parts it is done. */
        public int ticks() {
            return time().ticks();
        }

        Outages outages() {
            return Outages.draw(seed, ticks());
        }

        Mischief mischief() {
            return Mischief.seeded(seed)
                    .lost(LOST_PERCENT)
                    .doubled(DOUBLED_PERCENT)
                    .reordered(REORDERED_PERCENT);
        }
    }

    static Catalogue catalogue() {
        return CatalogueReader.of(List.of(), List.of(LocalProvider.NAME))
                .read(CatalogueFile.ofProgram(CATALOGUE).source());
    }

    /** Works in this process, so nothing is killed. */
    public SimulationReport run(LongConsumer advanced) throws InterruptedException {
        var ticks = begin(advanced);
        new SimulationLoad(dataSource, catalogue, plan, ticks).run(0);
        return settled(ticks, 0);
    }

    /** Works in a process of its own, which is killed so many times at random moments, and begun again. */
    public SimulationReport run(int kills, LoadProcess process, LongConsumer advanced)
            throws IOException, InterruptedException {
        var ticks = begin(advanced);
        new Killing(ticks, process, plan.seed()).run(kills);
        return settled(ticks, kills);
    }

    private Parts begin(LongConsumer advanced) {
        new DiaryStore(dataSource).make();
        return new Parts(plan.ticks(), advanced);
    }

    /** The part that is to be killed: goes through the ticks from the first one on, and prints each that is over. */
    public static void load(DataSource dataSource, Plan plan, int first) throws InterruptedException {
        new SimulationLoad(dataSource, catalogue(), plan, Killing.printing(System.out)).run(first);
        Killing.done(System.out, System.in);
    }

    private SimulationReport settled(Parts ticks, int kills) {
        long unsettled = new Settling(dataSource, catalogue, plan, ticks).settle();
        var figures = new TreeMap<>(new SimulationStore(dataSource).figures());
        figures.put("webhooks repeated", ticks.repeatedWebhooks());
        return new SimulationReport(plan, kills, figures, unsettled, new Proving(dataSource, catalogue, plan).all());
    }
}
