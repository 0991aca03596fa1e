package dev.spike.spring.operations;

import dev.spike.billing.Billing;
import dev.spike.ledger.Credits;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The endpoint, where the application has Boot's actuator and exposes it. */
@AutoConfiguration(after = BacklogAutoConfiguration.class)
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnBean(RecentBacklog.class)
@ConditionalOnAvailableEndpoint(SpikeEndpoint.class)
@EnableConfigurationProperties(EndpointProperties.class)
class SpikeEndpointAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    SpikeEndpoint spikeEndpoint(
            Billing billing,
            Credits credits,
            RecentBacklog recent,
            DueWork work,
            HealthProperties limits,
            EndpointProperties properties) {
        return new SpikeEndpoint(billing, credits, recent, work, limits, properties);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean(SpikeEndpoint.class)
    SpikeEndpointWebExtension spikeEndpointWebExtension(SpikeEndpoint endpoint, EndpointProperties properties) {
        return new SpikeEndpointWebExtension(endpoint, properties);
    }
}
