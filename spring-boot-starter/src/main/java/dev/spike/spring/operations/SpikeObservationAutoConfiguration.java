package dev.spike.spring.operations;

import dev.spike.ledger.Credits;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Observations of decisions, where the application has a registry for them; where it has none, nothing is wrapped.
 * {@code management.observations.enable.spike} turns them off.
 */
@AutoConfiguration(
        afterName = {
            "dev.spike.spring.SpikeAutoConfiguration",
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
        })
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean({Credits.class, ObservationRegistry.class})
class SpikeObservationAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    static ObservingCredits spikeObservingCredits(
            ConfigurableListableBeanFactory beans, ObjectProvider<ObservationRegistry> registry) {
        return new ObservingCredits(beans, new Observing(registry));
    }
}
