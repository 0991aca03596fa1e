package dev.spike.spring.operations;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Health, where the application has Boot's; {@code management.health.spike.enabled} turns it off. */
@AutoConfiguration(
        after = BacklogAutoConfiguration.class,
        beforeName = "org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration")
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(RecentBacklog.class)
@ConditionalOnEnabledHealthIndicator("spike")
class SpikeHealthAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "spikeHealthIndicator")
    SpikeHealthIndicator spikeHealthIndicator(RecentBacklog recent, DueWork work, HealthProperties properties) {
        return new SpikeHealthIndicator(recent, work.steps(), properties);
    }
}
