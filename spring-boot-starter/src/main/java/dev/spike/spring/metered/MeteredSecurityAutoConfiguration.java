package dev.spike.spring.metered;

import dev.spike.spring.BillableResolver;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.context.SecurityContextHolder;

/** With Spring Security, and unless the application knows better, whoever is signed in pays. */
@AutoConfiguration
@ConditionalOnClass(SecurityContextHolder.class)
class MeteredSecurityAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    BillableResolver spikeBillableResolver() {
        return new PrincipalBillable();
    }
}
