package dev.spike.server;

import dev.spike.billing.Billing;
import dev.spike.billing.catalogue.CatalogueReader;
import dev.spike.billing.postgres.PostgresBilling;
import dev.spike.ledger.Credits;
import dev.spike.ledger.postgres.PostgresCredits;
import dev.spike.provider.local.LocalProvider;
import dev.spike.server.catalogue.CatalogueFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;

/**
 * An application that sells by a catalogue of its own, on a database that commands look at.
 *
 * @param catalogue the file that commands are given
 */
record CornerShop(Path catalogue, Credits credits, LocalProvider provider, Billing billing) {

    /** Whole credits, of which what is spent is owed when its money is returned. */
    private static final String CATALOGUE = """
            spike:
              provider: local
              spent-on-refund: owe
              credit-types: [{ id: credits }]
              products:
                - id: pack
                  price: 10.00 USD
                  provides: [{ credits: 100 }]
              subscriptions:
                - id: standard
                  price-monthly: 20.00 USD
                  provides-monthly: [{ credits: 30 }]
            """;

    static CornerShop open(DataSource dataSource, InstantSource clock, Path folder) throws IOException {
        return open(dataSource, provider(dataSource, clock), clock, folder);
    }

    static LocalProvider provider(DataSource dataSource, InstantSource clock) {
        return LocalProvider.on(dataSource)
                .clock(clock)
                .secret(LocalProvider.newSecret())
                .pagesAt(URI.create("http://127.0.0.1/"))
                .build();
    }

    /** With a provider whose books are elsewhere. */
    static CornerShop open(DataSource dataSource, LocalProvider provider, InstantSource clock, Path folder)
            throws IOException {
        var file = Files.writeString(folder.resolve("catalogue.yml"), CATALOGUE);
        var catalogue = CatalogueReader.of(List.of(), List.of(LocalProvider.NAME))
                .read(CatalogueFile.read(file).source());
        var engine = PostgresCredits.on(dataSource).clock(clock);
        catalogue.ledgerTypes().forEach(engine::creditType);
        var credits = engine.build();
        var billing = PostgresBilling.on(dataSource, credits)
                .catalogue(catalogue)
                .provider(provider)
                .clock(clock)
                .build();
        return new CornerShop(file, credits, provider, billing);
    }
}
