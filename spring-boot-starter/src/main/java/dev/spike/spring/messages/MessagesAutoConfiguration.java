package dev.spike.spring.messages;

import dev.spike.messages.SpikeMessages;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/** Lets the application's messages win over those in the box. */
@AutoConfiguration
class MessagesAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    SpikeMessages spikeMessages(ApplicationContext application) {
        return new SpikeMessages(application);
    }
}
