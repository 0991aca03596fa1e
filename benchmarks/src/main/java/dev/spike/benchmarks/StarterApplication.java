package dev.spike.benchmarks;

import dev.spike.ledger.Credits;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import javax.sql.DataSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;

/** An application of the starter and nothing else, on the pool that is measured. */
final class StarterApplication implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private StarterApplication(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** @param observed whether each decision is timed, as in an application with metrics */
    static StarterApplication on(DataSource pool, boolean observed) {
        return new StarterApplication(new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .environment(new OfItsOwn())
                .properties("spring.main.banner-mode=off", "spike.install=false", "logging.level.root=warn")
                .initializers((GenericApplicationContext context) -> {
                    context.registerBean(DataSource.class, () -> pool, bean -> bean.setDestroyMethodName(""));
                    if (observed) {
                        var meters = new SimpleMeterRegistry();
                        context.registerBean(MeterRegistry.class, () -> meters);
                        context.registerBean(ObservationRegistry.class, () -> observations(meters));
                    }
                })
                .run());
    }

    /** What the benchmarks are given under {@code spike.} would be keys that the starter does not know. */
    private static final class OfItsOwn extends StandardEnvironment {

        @Override
        protected void customizePropertySources(MutablePropertySources sources) {}
    }

    private static ObservationRegistry observations(MeterRegistry meters) {
        var observations = ObservationRegistry.create();
        observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
        return observations;
    }

    Credits credits() {
        return context.getBean(Credits.class);
    }

    @Override
    public void close() {
        context.close();
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
