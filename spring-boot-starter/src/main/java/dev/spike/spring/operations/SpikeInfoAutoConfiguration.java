package dev.spike.spring.operations;

import dev.spike.billing.Billing;
import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Info, where the application has Boot's actuator; {@code management.info.spike.enabled} turns it off. */
@AutoConfiguration(afterName = "dev.spike.spring.SpikeAutoConfiguration")
@ConditionalOnClass({InfoContributor.class, ConditionalOnEnabledInfoContributor.class})
@ConditionalOnBean(Billing.class)
@ConditionalOnEnabledInfoContributor("spike")
class SpikeInfoAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "spikeInfoContributor")
    SpikeInfoContributor spikeInfoContributor(Billing billing) {
        return new SpikeInfoContributor(billing.catalogue());
    }
}
