package dev.spike.spring.operations;

import dev.spike.billing.Billing;
import dev.spike.ledger.Credits;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Meters, where the application has a registry for them; {@code management.metrics.enable.spike} turns them off. */
@AutoConfiguration(
        after = BacklogAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration"
        })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({MeterRegistry.class, RecentBacklog.class})
class SpikeMetricsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Meters spikeMeters(RecentBacklog recent, Billing billing, DueWork work, Credits credits) {
        return new Meters(recent, billing, work, credits);
    }

    @Bean
    @ConditionalOnMissingBean
    MovedCredits spikeMovedCredits(ObjectProvider<MeterRegistry> registry) {
        return new MovedCredits(registry);
    }
}
