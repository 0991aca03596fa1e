package dev.spike.spring.problems;

import dev.spike.billing.CatalogueSettings;
import dev.spike.ledger.Credits;
import dev.spike.messages.SpikeMessages;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.DispatcherServlet;

/** Answers errors of Spike as problems, in servlet applications. The properties are known everywhere. */
@AutoConfiguration(
        afterName = {"dev.spike.spring.SpikeAutoConfiguration", "dev.spike.spring.messages.MessagesAutoConfiguration"})
@EnableConfigurationProperties(ProblemsProperties.class)
class ProblemsAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(DispatcherServlet.class)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnProperty(name = "spike.problems.enabled", matchIfMissing = true)
    static class Web {

        @Bean
        @ConditionalOnMissingBean
        SpikeProblemAdvice spikeProblemAdvice(
                SpikeMessages messages,
                ObjectProvider<Credits> credits,
                ProblemsProperties properties,
                Environment environment,
                BeanFactory beans) {
            var topUp = properties.topUp() == null ? portal(environment, beans) : properties.topUp();
            return new SpikeProblemAdvice(new SpikeProblems(messages, credits::getObject), topUp);
        }

        /** Where the portal is; none where there is none. */
        private static @Nullable String portal(Environment environment, BeanFactory beans) {
            var mounted = beans.containsBean("spikePortal") ? CatalogueSettings.STANDARD.path() : null;
            var path = environment.getProperty("spike.path", mounted == null ? "" : mounted);
            return path.isBlank() ? null : path;
        }
    }
}
