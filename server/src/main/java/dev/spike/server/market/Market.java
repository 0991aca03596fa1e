package dev.spike.server.market;

import dev.spike.billing.Catalogue;
import dev.spike.billing.catalogue.CatalogueReader;
import dev.spike.provider.local.LocalProvider;
import dev.spike.server.catalogue.CatalogueFile;
import dev.spike.server.market.MarketLoad.Plan;
import dev.spike.server.shop.Killing;
import dev.spike.server.shop.LoadProcess;
import dev.spike.server.shop.Parts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import javax.sql.DataSource;

/**
 * A random market on an empty database: customers fill carts, change them, pay or walk away, and get money back, while webhooks
 * are lost, doubled and reordered and the process may be killed. In the end all is settled, and the tables must agree.
 */
public final class Market {

    private final DataSource dataSource;
    private final Plan plan;
    private final Catalogue catalogue = catalogue();

    /** @param carts how often a customer comes, 1 or more */
    public Market(DataSource dataSource, int carts, long seed) {
        this.dataSource = dataSource;
        this.plan = new Plan(carts, seed);
    }

    static Catalogue catalogue() {
        return CatalogueReader.of(List.of(), List.of(LocalProvider.NAME))
                .read(CatalogueFile.sample().source());
    }

    /** Works in this process, so nothing is killed. */
    public MarketReport run(LongConsumer advanced) throws InterruptedException {
        var visits = new Parts(plan.visits(), advanced);
        new MarketLoad(dataSource, catalogue, plan, visits).run(0);
        return settled(visits, 0);
    }

    /** Works in a process of its own, which is killed so many times at random moments, and begun again. */
    public MarketReport run(int kills, LoadProcess process, LongConsumer advanced)
            throws IOException, InterruptedException {
        var visits = new Parts(plan.visits(), advanced);
        new Killing(visits, process, plan.seed()).run(kills);
        return settled(visits, kills);
    }

    /** The part that is to be killed: makes the visits from the first one on, and prints each that is over. */
    public static void load(DataSource dataSource, Plan plan, int first) throws InterruptedException {
        new MarketLoad(dataSource, catalogue(), plan, Killing.printing(System.out)).run(first);
        Killing.done(System.out, System.in);
    }

    private MarketReport settled(Parts visits, int kills) {
        var proving = new Proving(dataSource, catalogue);
        proving.openOnce().demand(); // while pages are still open
        long unsettled = new Settling(dataSource, catalogue, plan, visits).settle();
        var figures = new TreeMap<>(new MarketStore(dataSource).figures());
        figures.put("webhooks repeated", visits.repeatedWebhooks());
        return new MarketReport(plan.seed(), visits.count(), kills, figures, unsettled, new ArrayList<>(proving.all()));
    }
}
