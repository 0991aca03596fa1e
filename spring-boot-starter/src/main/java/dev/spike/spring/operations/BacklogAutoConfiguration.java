package dev.spike.spring.operations;

import dev.spike.billing.Billing;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** What health, metrics and the endpoint read. Nothing is read until one of them is asked. */
@AutoConfiguration(after = DueWorkAutoConfiguration.class)
@ConditionalOnBean(Billing.class)
@EnableConfigurationProperties(HealthProperties.class)
class BacklogAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    RecentBacklog spikeRecentBacklog(
            Billing billing, ObjectProvider<InstantSource> clock, HealthProperties properties) {
        return new RecentBacklog(billing, clock.getIfUnique(InstantSource::system), properties.keep());
    }
}
