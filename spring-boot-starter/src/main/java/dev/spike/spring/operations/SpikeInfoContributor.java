package dev.spike.spring.operations;

import dev.spike.billing.Catalogue;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.Credits;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/** {@code spike} in {@code /actuator/info}: which version runs and what it is configured for. Nothing is read, nothing is secret. */
final class SpikeInfoContributor implements InfoContributor {

    private final Catalogue catalogue;

    SpikeInfoContributor(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public void contribute(Info.Builder builder) {
        Map<String, Object> spike = new LinkedHashMap<>();
        var version = Credits.class.getPackage().getImplementationVersion();
        if (version != null) {
            spike.put("version", version);
        }
        spike.put(
                "credit-types",
                catalogue.ledgerTypes().stream().map(CreditType::id).toList());
        spike.put("plans", catalogue.visiblePlans().size());
        spike.put("products", catalogue.visibleProducts().size());
        var provider = catalogue.settings().provider();
        if (provider != null) {
            spike.put("provider", provider);
        }
        builder.withDetail("spike", spike);
    }
}
