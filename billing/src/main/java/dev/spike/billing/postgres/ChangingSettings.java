package dev.spike.billing.postgres;

import dev.spike.billing.BillableSettings;
import dev.spike.billing.BillingError;
import dev.spike.billing.BillingException;
import dev.spike.ledger.CreditType;
import java.time.Instant;
import java.util.stream.Collectors;

/** Somebody chooses. */
final class ChangingSettings {

    private final BillingSettings built;
    private final BillingDatabase database;
    private final BillableSettingsStore store = new BillableSettingsStore();

    ChangingSettings(BillingSettings built, BillingDatabase database) {
        this.built = built;
        this.database = database;
    }

    BillableSettings of(Owner owner) {
        return database.read(connection -> store.find(connection, owner)).orElseGet(BillableSettings::none);
    }

    void change(Owner owner, BillableSettings chosen, Instant now) {
        chosen.lowBalances().keySet().stream().sorted().forEach(this::checkConfigured);
        database.inTransaction((connection, untold) -> {
            store.save(connection, owner, chosen, now);
            return chosen;
        });
    }

    private void checkConfigured(String creditType) {
        if (!built.kinds().hasCreditType(creditType)) {
            throw new BillingException(
                    BillingError.SETTINGS_INVALID,
                    "A low balance of " + Shown.quoted(creditType)
                            + " was to be told of, which is no credit type; configured are "
                            + built.kinds().creditTypes().stream()
                                    .map(CreditType::id)
                                    .collect(Collectors.joining(", ")) + ".");
        }
    }
}
