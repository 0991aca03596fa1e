package dev.spike.server;

import dev.spike.billing.Billing;
import dev.spike.billing.Catalogue;
import dev.spike.billing.CatalogueSettings;
import dev.spike.billing.catalogue.CatalogueReader;
import dev.spike.billing.postgres.PostgresBilling;
import dev.spike.ledger.postgres.PostgresCredits;
import dev.spike.provider.local.LocalProvider;
import dev.spike.provider.local.LocalSchema;
import dev.spike.server.catalogue.CatalogueFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * By which catalogue a command does what billing does: credit types, what becomes of spent credits, graces and the free plan
 * are the catalogue's. To look on needs none.
 */
final class BillingOptions {

    @Option(
            names = "--catalogue",
            paramLabel = "FILE",
            description = "What the application sells, in YAML; to try again needs it. For a data folder, what the demo"
                    + " sells unless given.")
    private @Nullable Path catalogue;

    /** Nothing is for sale, so nothing is to be tried. */
    Billing toLook(DataSource dataSource) {
        var standard = CatalogueSettings.STANDARD;
        var settings = new CatalogueSettings(
                standard.path(),
                LocalProvider.NAME,
                standard.zone(),
                standard.credits(),
                standard.subscriptions(),
                standard.payments());
        return billing(dataSource, new Catalogue(List.of(), List.of(), List.of(), List.of(), List.of(), settings));
    }

    /** @throws CommandException for a database of the user's own without a catalogue */
    Billing toWork(DatabaseOptions database, DataSource dataSource) {
        if (catalogue == null && !database.isFolder()) {
            throw new CommandException(
                    "What is tried again is done as the catalogue says, and which one the application"
                            + " sells by is not known: name it with --catalogue.");
        }
        if (database.isFolder()) {
            LocalSchema.migrate(dataSource);
        }
        var file = catalogue == null ? CatalogueFile.sample() : CatalogueFile.read(catalogue);
        return billing(
                dataSource,
                CatalogueReader.of(List.of(), List.of(LocalProvider.NAME)).read(file.source()));
    }

    /** It opens no page and verifies no webhook, so its address and its secret are anything. */
    private static Billing billing(DataSource dataSource, Catalogue catalogue) {
        var provider = localProvider(dataSource);
        return PostgresBilling.on(dataSource, engine(dataSource, catalogue).build())
                .catalogue(catalogue)
                .provider(provider)
                .build();
    }

    static LocalProvider localProvider(DataSource dataSource) {
        return LocalProvider.on(dataSource)
                .secret(LocalProvider.newSecret())
                .pagesAt(URI.create("http://127.0.0.1/"))
                .build();
    }

    /** With the types of traces besides, which the demo sells in. */
    private static PostgresCredits.Builder engine(DataSource dataSource, Catalogue catalogue) {
        var engine = PostgresCredits.on(dataSource).zone(catalogue.settings().zone());
        var known = new HashSet<String>();
        for (var terms : catalogue.creditTypes()) {
            engine.creditType(terms.creditType(), terms.burnDown());
            engine.negative(terms.creditType().id(), terms.negative());
            known.add(terms.creditType().id());
        }
        CreditTypes.all().stream().filter(type -> !known.contains(type.id())).forEach(engine::creditType);
        return engine;
    }
}
