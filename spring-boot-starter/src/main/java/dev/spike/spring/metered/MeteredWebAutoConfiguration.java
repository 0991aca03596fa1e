package dev.spike.spring.metered;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Lets metered methods find the idempotency key of an HTTP request. */
@AutoConfiguration
@ConditionalOnClass(ServletRequestAttributes.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class MeteredWebAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    RequestKeys spikeRequestKeys() {
        return new IdempotencyHeader();
    }
}
