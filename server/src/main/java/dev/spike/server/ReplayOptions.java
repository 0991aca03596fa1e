package dev.spike.server;

import dev.spike.billing.Catalogue;
import dev.spike.billing.catalogue.CatalogueReader;
import dev.spike.billing.catalogue.CatalogueSource;
import dev.spike.provider.local.LocalProvider;
import dev.spike.server.catalogue.CatalogueFile;
import dev.spike.server.market.PackSale;
import dev.spike.server.market.PlanSale;
import dev.spike.server.replay.Customers;
import dev.spike.server.replay.OnDamage;
import dev.spike.server.replay.PriceList;
import dev.spike.server.replay.Replay;
import dev.spike.server.replay.UsageTrace;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a trace is read and charged, as both {@code demo} and {@code replay} let the user say it. */
final class ReplayOptions {

    @Option(
            names = "--prices",
            paramLabel = "FILE",
            description = "Price list: CSV with a header kind,credits-per-token and the rows input and output."
                    + " Default: 0.0005 credits per input token, 0.0015 per output token.")
    private @Nullable Path prices;

    @Option(
            names = "--price-map",
            paramLabel = "FILE",
            description = "A JSON map of models with input_cost_per_token and output_cost_per_token in dollars;"
                    + " needs --model.")
    private @Nullable Path priceMap;

    @Option(names = "--model", paramLabel = "NAME", description = "The model whose prices to take from the map.")
    private @Nullable String model;

    @Option(
            names = "--credits-per-dollar",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many credits a dollar of the map is; default: ${DEFAULT-VALUE}.")
    private BigDecimal creditsPerDollar = new BigDecimal(1000);

    @Option(
            names = "--decimals",
            paramLabel = "N",
            defaultValue = "6",
            description = "Decimals of the credit type; default: ${DEFAULT-VALUE}. A price list that needs more is"
                    + " refused.")
    private int decimals;

    @Option(
            names = "--customers",
            paramLabel = "N",
            defaultValue = "500",
            description = "How many customers the calls are spread over, 1 to 9999, where the trace names none;"
                    + " default: ${DEFAULT-VALUE}.")
    private int customers = Customers.COUNT_DEFAULT;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "8",
            description = "How many calls are charged at once, 1 to 64; default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(
            names = "--at-trace-time",
            description =
                    "Charge each call at its own time, instead of moving the trace so that its last call is at the"
                            + " first run's now.")
    private boolean atTraceTime;

    @Option(names = "--strict", description = "Stop at the first damaged line, instead of reporting and skipping it.")
    private boolean strict;

    @Option(names = "--json", description = "Report in JSON.")
    private boolean json;

    UsageTrace read(Path trace) {
        return UsageTrace.read(trace, strict ? OnDamage.STOP : OnDamage.SKIP);
    }

    Replay.Settings settings() {
        return new Replay.Settings(CreditTypes.withDecimals(decimals), priceList(), customers, threads, atTraceTime);
    }

    /** Sells the sample catalogue's packs. */
    PackSale packSale(DataSource dataSource) {
        return new PackSale(dataSource, catalogue(), threads);
    }

    /** Lets some subscribe to the sample catalogue's plans. */
    PlanSale planSale(DataSource dataSource) {
        return new PlanSale(dataSource, catalogue(), threads);
    }

    /** The sample, in credits of the type that calls are charged in. */
    private Catalogue catalogue() {
        var type = CreditTypes.withDecimals(decimals);
        var values = new LinkedHashMap<>(CatalogueFile.sample().source().values());
        values.put("credit-types[0].id", type.id());
        values.put("credit-types[0].decimals", Integer.toString(decimals));
        return CatalogueReader.of(List.of(), List.of(LocalProvider.NAME)).read(CatalogueSource.of(values));
    }

    private PriceList priceList() {
        if (prices != null && priceMap != null) {
            throw new CommandException("Prices come from --prices or from --price-map, not from both: leave one out.");
        }
        if (model != null && priceMap == null) {
            throw new CommandException("--model names a model of a price map: name the map with --price-map.");
        }
        if (priceMap != null) {
            if (model == null) {
                throw new CommandException("--price-map has many models: name one with --model.");
            }
            return PriceList.ofModel(priceMap, model, creditsPerDollar);
        }
        return prices == null ? PriceList.SAMPLE : PriceList.read(prices);
    }

    /** Room for every worker, and for looking on. */
    int connections() {
        return threads + 2;
    }

    boolean json() {
        return json;
    }
}
