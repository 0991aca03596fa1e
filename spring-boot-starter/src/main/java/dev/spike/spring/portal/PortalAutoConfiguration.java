package dev.spike.spring.portal;

import dev.spike.billing.Billing;
import dev.spike.ledger.Credits;
import dev.spike.portal.HiddenFields;
import dev.spike.portal.Portal;
import dev.spike.portal.PortalTheme;
import dev.spike.portal.Visitors;
import dev.spike.spring.BillableResolver;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** The billing portal, where it is on the class path, the application serves HTTP with Spring MVC, and says who is looking. */
@AutoConfiguration(
        after = PortalPropertiesAutoConfiguration.class,
        afterName = {
            "dev.spike.spring.SpikeAutoConfiguration",
            "dev.spike.spring.metered.MeteredSecurityAutoConfiguration",
            "org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration"
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({Portal.class, RouterFunction.class})
@ConditionalOnBean(Billing.class)
@Conditional(WithPath.class)
class PortalAutoConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(PortalAutoConfiguration.class);

    /** The name of the bean: an application may mount a portal of its own. */
    static final String ROUTES = "spikePortal";

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean(BillableResolver.class)
    Visitors spikePortalVisitors(BillableResolver resolver, PortalProperties properties) {
        return new SignedIn(resolver, properties.operatorRole());
    }

    @Bean
    @ConditionalOnMissingBean
    PortalTheme spikePortalTheme(PortalProperties properties, Environment environment) {
        var name = properties.name() == null ? environment.getProperty("spring.application.name") : properties.name();
        return new PortalTheme(
                name == null || name.isBlank() ? PortalTheme.plain().name() : name,
                properties.colour(),
                properties.logo(),
                properties.favicon(),
                properties.home().isBlank() ? null : properties.home());
    }

    @Bean(ROUTES)
    @ConditionalOnMissingBean(name = ROUTES)
    @ConditionalOnBean(Visitors.class)
    RouterFunction<ServerResponse> spikePortal(
            Credits credits,
            Billing billing,
            Visitors visitors,
            PortalTheme theme,
            PortalProperties properties,
            ObjectProvider<HiddenFields> hiddenFields,
            ObjectProvider<InstantSource> clock,
            ApplicationContext application) {
        var loader = application.getClassLoader();
        return Portal.of(credits, billing, visitors)
                .theme(theme)
                .alsoIn(properties.languages().toArray(String[]::new))
                .hiddenFields(hiddenFields.getIfUnique(HiddenFields::none))
                .messages(application)
                .templatesFrom(loader == null ? Portal.class.getClassLoader() : loader)
                .clock(clock.getIfUnique(InstantSource::system))
                .build()
                .routes();
    }

    /** Whoever wonders where the portal is reads it in the log. */
    @Bean
    @ConditionalOnMissingBean(Visitors.class)
    SmartInitializingSingleton spikePortalUnmounted() {
        return () -> LOG.info(
                "The billing portal is not mounted: nothing says who is looking. Make a bean of type {} or {}.",
                BillableResolver.class.getName(),
                Visitors.class.getName());
    }

    /** What Spring Security guards forms with. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(CsrfToken.class)
    static class Guarded {

        @Bean
        @ConditionalOnMissingBean
        HiddenFields spikePortalHiddenFields() {
            return new TokenField();
        }
    }
}
