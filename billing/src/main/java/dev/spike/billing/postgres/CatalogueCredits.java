package dev.spike.billing.postgres;

import dev.spike.billing.Catalogue;
import dev.spike.billing.CatalogueSettings.CaptureOverHold;
import dev.spike.ledger.postgres.PostgresCredits;
import javax.sql.DataSource;

/**
 * The engine that a catalogue asks for: its credit types with their orders of spending and how far each goes below zero, its
 * zone, how spends are grouped, how long receipts are kept, how long holds last and what may be captured of them.
 *
 * <pre>{@code
 * var credits = CatalogueCredits.on(dataSource, catalogue).build();
 * var billing = PostgresBilling.on(dataSource, credits).catalogue(catalogue).provider(provider).build();
 * }</pre>
 */
public final class CatalogueCredits {

    private CatalogueCredits() {}

    /**
     * Begins to build the engine with all that the catalogue says of credits; a clock, listeners and rules in code are added to
     * it.
     *
     * @param dataSource a pool, the caller's to close
     */
    public static PostgresCredits.Builder on(DataSource dataSource, Catalogue catalogue) {
        var builder = PostgresCredits.on(dataSource).zone(catalogue.settings().zone());
        catalogue.creditTypes().forEach(type -> {
            builder.creditType(type.creditType(), type.burnDown());
            builder.negative(type.creditType().id(), type.negative());
        });
        var settings = catalogue.settings().credits();
        builder.receiptsKeep(settings.receiptsKeep());
        if (!settings.groupSpendDaily()) {
            builder.keepEverySpend();
        }
        if (settings.captureOverHold() == CaptureOverHold.REFUSE) {
            builder.refuseCaptureOverHold();
        }
        var maxHold = settings.maxHold();
        if (maxHold != null) {
            builder.maxHold(maxHold);
        }
        return builder;
    }
}
