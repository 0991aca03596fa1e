package dev.spike.spring.web;

import dev.spike.billing.Billing;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** The door for webhooks, where the application serves HTTP with Spring MVC. */
@AutoConfiguration(
        afterName = {
            "dev.spike.spring.SpikeAutoConfiguration",
            "org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration"
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(RouterFunction.class)
@ConditionalOnBean(Billing.class)
class WebhookAutoConfiguration {

    /** The name of the bean: an application may have a door of its own. */
    static final String ROUTE = "spikeWebhooks";

    /** Where they are sent. */
    static String path(Billing billing) {
        return billing.catalogue().settings().path() + "/webhooks/{provider}";
    }

    @Bean(ROUTE)
    @ConditionalOnMissingBean(name = ROUTE)
    @ConditionalOnProperty(name = "spike.webhooks.enabled", matchIfMissing = true)
    RouterFunction<ServerResponse> spikeWebhooks(Billing billing) {
        return RouterFunctions.route()
                .POST(path(billing), new Webhooks(billing)::receive)
                .build();
    }
}
