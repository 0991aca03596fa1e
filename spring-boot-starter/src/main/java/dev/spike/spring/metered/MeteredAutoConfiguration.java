package dev.spike.spring.metered;

import dev.spike.ledger.Credits;
import java.time.InstantSource;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.env.Environment;

/** Makes {@link Metered} work. It is on also where there are no credits, so that metered work never goes free by mistake. */
@AutoConfiguration(afterName = "dev.spike.spring.SpikeAutoConfiguration")
@EnableConfigurationProperties(MeteredProperties.class)
class MeteredAutoConfiguration {

    static final String INTERCEPTOR = "spikeMeteredInterceptor";

    /** Nothing here asks for another bean before a metered method is there: a post-processor comes before all of them. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "spike.metered.enabled", matchIfMissing = true)
    static class Enabled {

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        @ConditionalOnMissingBean
        static MeteredMethods spikeMeteredMethods(ConfigurableListableBeanFactory beans) {
            return new MeteredMethods(new MeteredReader(beans, new DefaultParameterNameDiscoverer()));
        }

        @Bean(INTERCEPTOR)
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        @ConditionalOnMissingBean(name = INTERCEPTOR)
        static MethodInterceptor spikeMeteredInterceptor(
                MeteredMethods methods,
                ConfigurableListableBeanFactory beans,
                ObjectProvider<Credits> credits,
                ObjectProvider<RequestKeys> requestKeys,
                ObjectProvider<InstantSource> clock) {
            var charging =
                    new Charging(() -> clock.getIfUnique(InstantSource::system).instant());
            var calls = new MeteredCalls(beans, new DefaultParameterNameDiscoverer(), requestKeys, charging);
            return new MeteredInterceptor(methods, calls, credits::getObject);
        }

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        @ConditionalOnMissingBean
        static MeteredPostProcessor spikeMeteredPostProcessor(
                MeteredMethods methods, ConfigurableListableBeanFactory beans, Environment environment) {
            var interceptor = beans.getBean(INTERCEPTOR, MethodInterceptor.class);
            var processor = new MeteredPostProcessor(methods, interceptor);
            processor.setProxyTargetClass(
                    environment.getProperty("spring.aop.proxy-target-class", Boolean.class, true));
            return processor;
        }
    }
}
