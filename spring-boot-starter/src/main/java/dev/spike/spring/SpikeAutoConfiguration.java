package dev.spike.spring;

import dev.spike.billing.Billing;
import dev.spike.billing.BillingListener;
import dev.spike.billing.Catalogue;
import dev.spike.billing.CatalogueResolver;
import dev.spike.billing.ProvidableKind;
import dev.spike.billing.postgres.CatalogueCredits;
import dev.spike.billing.postgres.PostgresBilling;
import dev.spike.billing.provider.PaymentProvider;
import dev.spike.ledger.BalanceListener;
import dev.spike.ledger.Credits;
import dev.spike.ledger.NegativeRule;
import dev.spike.ledger.postgres.PostgresCredits;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

/** Turns {@code spike.*} and the application's beans into the builders of ledger and billing. Every bean can be replaced. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.JndiDataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.XADataSourceAutoConfiguration",
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
            "org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration",
            "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
            "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration"
        })
@EnableConfigurationProperties({SpikeProperties.class, CacheProperties.class})
class SpikeAutoConfiguration {

    @Bean
    static ConfigurationFirst spikeConfigurationFirst() {
        return new ConfigurationFirst();
    }

    @Bean
    @Lazy(false)
    SpikeConfiguration spikeConfiguration(
            ConfigurableListableBeanFactory factory, Environment environment, ObjectProvider<ProvidableKind> kinds) {
        return SpikeConfiguration.read(
                factory, environment, kinds.orderedStream().toList(), namesOfProviders(factory));
    }

    /** The one in the box waits until the configuration is read; it is not asked for its name. */
    private static List<String> namesOfProviders(ConfigurableListableBeanFactory factory) {
        return Arrays.stream(factory.getBeanNamesForType(PaymentProvider.class))
                .filter(name -> !name.equals(LocalProviderAutoConfiguration.PROVIDER))
                .map(name -> factory.getBean(name, PaymentProvider.class).name())
                .toList();
    }

    @Bean
    @ConditionalOnMissingBean
    Catalogue spikeCatalogue(SpikeConfiguration configuration) {
        return configuration.catalogue();
    }

    @Bean
    SpikeDatabase spikeDatabase(SpikeConfiguration configuration, ConfigurableListableBeanFactory factory) {
        return SpikeDatabase.of(configuration.dataSource(factory));
    }

    /** After the application's own migrations: they must find the schema as empty as they expect it. */
    @Bean
    @ConditionalOnMissingBean
    @DependsOnDatabaseInitialization
    SpikeSchema spikeSchema(SpikeDatabase database, SpikeProperties properties) {
        return properties.migrate()
                ? SpikeSchema.migrated(database.dataSource())
                : SpikeSchema.found(database.dataSource());
    }

    @Bean
    @ConditionalOnMissingBean
    SpringEvents spikeEvents(
            ApplicationEventPublisher publisher,
            ObjectProvider<BalanceListener> balanceListeners,
            ObjectProvider<BillingListener> billingListeners) {
        return new SpringEvents(publisher, balanceListeners, billingListeners);
    }

    /** For whoever asks for an engine; who asks for credits gets those that join, or the application's own. */
    @Bean
    @Fallback
    @ConditionalOnMissingBean
    PostgresCredits spikeEngine(
            SpikeDatabase database,
            SpikeSchema schema,
            Catalogue catalogue,
            CacheProperties cache,
            ObjectProvider<NegativeRule> negativeRule,
            ObjectProvider<InstantSource> clock,
            SpringEvents events) {
        var builder = CatalogueCredits.on(database.dataSource(), catalogue)
                .clock(clock.getIfUnique(InstantSource::system))
                .listener(events.balances());
        negativeRule.ifAvailable(rule -> catalogue
                .creditTypes()
                .forEach(type -> builder.negative(type.creditType().id(), rule)));
        if (cache.enabled()) {
            builder.cacheBalances(cache.limits());
        }
        return builder.build();
    }

    @Bean
    @ConditionalOnMissingBean
    SpringTransactions spikeTransactions(SpikeDatabase database, SpringEvents events) {
        return new SpringTransactions(database, events);
    }

    @Bean
    @Lazy(false)
    @ConditionalOnMissingBean
    ListeningForTransactions spikeListeningForTransactions(ListableBeanFactory beans, SpringTransactions transactions) {
        return new ListeningForTransactions(beans, transactions);
    }

    @Bean
    @ConditionalOnMissingBean
    Billing spikeBilling(
            SpikeDatabase database,
            PostgresCredits engine,
            Catalogue catalogue,
            ObjectProvider<PaymentProvider> providers,
            ObjectProvider<ProvidableKind> kinds,
            ObjectProvider<CatalogueResolver> resolver,
            ObjectProvider<InstantSource> clock,
            SpringEvents events,
            SpringTransactions transactions) {
        var builder = PostgresBilling.on(database.dataSource(), engine)
                .catalogue(catalogue)
                .clock(clock.getIfUnique(InstantSource::system))
                .listener(events.billing());
        providers
                .orderedStream()
                .filter(provider -> provider.name().equals(catalogue.settings().provider()))
                .findFirst()
                .ifPresent(builder::provider);
        kinds.orderedStream().forEach(builder::kind);
        resolver.ifAvailable(builder::catalogueFor);
        var billing = builder.build();
        boolean plans = !catalogue.plans().isEmpty() || resolver.getIfAvailable() != null;
        boolean sells = plans || !catalogue.products().isEmpty();
        var credits = new TransactionalCredits(
                plans ? billing.credits() : engine, engine, sells ? billing.credits() : engine, transactions);
        return new TransactionalBilling(billing, credits, transactions);
    }

    @Bean
    @Primary
    @ConditionalOnMissingBean(value = Credits.class, ignored = PostgresCredits.class)
    Credits spikeCredits(Billing billing, PostgresCredits engine, SpringTransactions transactions) {
        return billing instanceof TransactionalBilling
                ? billing.credits()
                : new TransactionalCredits(billing.credits(), engine, billing.credits(), transactions);
    }

    @Bean
    @Lazy(false)
    @ConditionalOnProperty(name = "spike.install", matchIfMissing = true)
    CreditsInstallation spikeInstallation(Credits credits) {
        return new CreditsInstallation(credits);
    }
}
