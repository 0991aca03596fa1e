package dev.spike.spring.operations;

import dev.spike.billing.Billing;
import dev.spike.ledger.postgres.PostgresCredits;
import dev.spike.provider.local.LocalDeliverer;
import dev.spike.provider.local.LocalProvider;
import dev.spike.provider.local.WebhookSink;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.TaskScheduler;

/** Due work as a bean, and on a schedule where {@code spike.due.enabled} says so. */
@AutoConfiguration(
        afterName = {
            "dev.spike.spring.SpikeAutoConfiguration",
            "dev.spike.spring.LocalProviderAutoConfiguration",
            "org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration"
        })
@ConditionalOnBean(Billing.class)
@EnableConfigurationProperties(DueProperties.class)
class DueWorkAutoConfiguration {

    /** As Spring looks for it. */
    private static final String SCHEDULER = "taskScheduler";

    @Bean
    @ConditionalOnMissingBean
    DueWork spikeDueWork(
            Billing billing,
            ObjectProvider<PostgresCredits> engine,
            ObjectProvider<LocalDueSteps> local,
            ObjectProvider<InstantSource> clock,
            DueProperties properties) {
        var steps = new ArrayList<DueStep>();
        local.ifUnique(found -> steps.addAll(found.steps()));
        steps.addAll(DueSteps.of(billing, engine.getIfUnique(), properties));
        return new DueWork(properties, clock.getIfUnique(InstantSource::system), steps);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty("spike.due.enabled")
    DueSchedule spikeDueSchedule(DueWork work, ListableBeanFactory beans, Environment environment) {
        var hosts = hostsScheduler(beans.getBeansOfType(TaskScheduler.class));
        return new DueSchedule(
                work,
                hosts == null ? DueScheduler.own(Threading.VIRTUAL.isActive(environment)) : DueScheduler.of(hosts));
    }

    /** The only one, or of several that which Spring would take for {@code @Scheduled}. */
    private static @Nullable TaskScheduler hostsScheduler(Map<String, TaskScheduler> all) {
        return all.size() == 1 ? all.values().iterator().next() : all.get(SCHEDULER);
    }

    /** All that knows the classes of the provider in the box. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(LocalProvider.class)
    static class WithLocalProvider {

        @Bean
        @ConditionalOnMissingBean
        @ConditionalOnBean({LocalProvider.class, LocalDeliverer.class, WebhookSink.class})
        LocalDueSteps spikeLocalDueSteps(LocalProvider provider, LocalDeliverer deliverer, WebhookSink sink) {
            return LocalDueSteps.of(provider, deliverer, sink);
        }
    }
}
