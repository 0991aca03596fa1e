package dev.spike.spring;

import dev.spike.billing.Billing;
import dev.spike.billing.provider.PaymentProvider;
import dev.spike.provider.local.LocalDeliverer;
import dev.spike.provider.local.LocalPages;
import dev.spike.provider.local.LocalProvider;
import dev.spike.provider.local.LocalSchema;
import dev.spike.provider.local.WebhookSink;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;

/** The seller in the box, with its pages, where {@code spike.provider} is {@code local}. */
@AutoConfiguration(after = SpikeAutoConfiguration.class)
@EnableConfigurationProperties(LocalProperties.class)
class LocalProviderAutoConfiguration {

    /** The name of the bean. */
    static final String PROVIDER = "spikeLocalProvider";

    /** Whether the class loader finds it. */
    static boolean isPresent(@Nullable ClassLoader classes) {
        return ClassUtils.isPresent("dev.spike.provider.local.LocalProvider", classes);
    }

    /** All that knows its classes. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(LocalProvider.class)
    @ConditionalOnProperty(name = "spike.provider", havingValue = "local")
    static class WhereChosen {

        @Bean
        @ConditionalOnMissingBean
        LocalPages spikeLocalPages(LocalProperties properties) {
            return LocalPages.bind(properties.pagesPort());
        }

        @Bean(PROVIDER)
        @ConditionalOnMissingBean(PaymentProvider.class)
        LocalProvider spikeLocalProvider(
                SpikeDatabase database,
                SpikeSchema schema,
                SpikeProperties spike,
                LocalProperties properties,
                LocalPages pages,
                ObjectProvider<InstantSource> clock) {
            if (spike.migrate()) {
                LocalSchema.migrate(database.dataSource());
            }
            var provider = provider(
                    LocalProvider.on(database.dataSource()).clock(clock.getIfUnique(InstantSource::system)),
                    properties,
                    pages);
            if (!spike.migrate()) {
                requireTables(provider);
            }
            pages.serve(provider);
            return provider;
        }

        private static LocalProvider provider(
                LocalProvider.Builder builder, LocalProperties properties, LocalPages pages) {
            var secret = properties.secret();
            var address = properties.pagesAddress();
            try {
                return builder.secret(secret == null ? LocalProvider.newSecret() : secret)
                        .pagesAt(address == null ? pages.address() : address)
                        .build();
            } catch (IllegalArgumentException e) {
                throw new SpikeConfigurationException(List.of(new ConfigurationMistake(
                        "spike.local.secret",
                        String.valueOf(e.getMessage()).replaceFirst("\\.$", ""),
                        "write whsec_ and base64 of 24 to 64 bytes",
                        null)));
            }
        }

        private static void requireTables(LocalProvider provider) {
            try {
                provider.paymentMethods("nobody");
            } catch (IllegalStateException e) {
                throw SpikeSchema.missing(String.valueOf(e.getMessage()), "dev/spike/provider/local/migrations");
            }
        }

        @Bean
        @ConditionalOnMissingBean
        @ConditionalOnBean(LocalProvider.class)
        LocalDeliverer spikeLocalDeliverer(LocalProvider provider) {
            return provider.deliverer();
        }

        /** In the same process nothing is to be sent. */
        @Bean
        @ConditionalOnMissingBean
        WebhookSink spikeWebhookSink(ObjectProvider<Billing> billing) {
            return webhook -> billing.getObject()
                    .receive(webhook.raw())
                    .fold(stored -> true, duplicate -> true, rejected -> false);
        }
    }
}
