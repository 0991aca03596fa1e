package dev.spike.spring;

import dev.spike.billing.Catalogue;
import dev.spike.billing.ProvidableKind;
import dev.spike.billing.catalogue.CatalogueReader;
import dev.spike.billing.catalogue.CatalogueSource;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * All that stands under {@code spike}, read at once: what is for sale, and where it is kept. With any mistake, there is none of
 * it.
 *
 * @param catalogue what is for sale
 * @param dataSource the name of the bean that credits are kept in
 */
record SpikeConfiguration(Catalogue catalogue, String dataSource) {

    private static final Logger LOG = LoggerFactory.getLogger(SpikeConfiguration.class);

    private static final String LOCAL = "local";

    /**
     * Reads it.
     *
     * @param providers the names of the application's own payment providers
     * @throws SpikeConfigurationException when there is a mistake; it lists all of them
     */
    static SpikeConfiguration read(
            ConfigurableListableBeanFactory factory,
            Environment environment,
            List<ProvidableKind> kinds,
            List<String> providers) {
        var records = PropertyRecords.in(factory);
        var reader = CatalogueReader.of(kinds, providersWithLocal(providers)).beside(records.keys());
        var written = WrittenProperties.in(environment, new KeyNames(reader.keys()));
        for (var variable : written.unknownVariables()) {
            LOG.warn(
                    "The environment variable at {} begins with SPIKE_ and is no key of Spike; it is ignored",
                    variable);
        }
        var judged = reader.judge(CatalogueSource.of(written.texts()));
        var mistakes = new ArrayList<ConfigurationMistake>();
        judged.mistakes()
                .forEach(mistake -> mistakes.add(ConfigurationMistake.of(mistake, written.origin(mistake.path()))));
        mistakes.addAll(records.mistakes(Binder.get(environment)));
        if (LOCAL.equals(judged.catalogue().settings().provider())
                && !providers.contains(LOCAL)
                && !LocalProviderAutoConfiguration.isPresent(factory.getBeanClassLoader())) {
            mistakes.add(new ConfigurationMistake(
                    "spike.provider",
                    "'local' is not on the class path",
                    "add the dependency dev.spike:spike-provider-local",
                    written.origin("provider").orElse(null)));
        }
        var dataSources = new DataSourceChoice(factory);
        dataSources.mistake(written.texts().get("data-source")).ifPresent(mistakes::add);
        if (!mistakes.isEmpty()) {
            throw new SpikeConfigurationException(mistakes);
        }
        return new SpikeConfiguration(
                judged.catalogue(), dataSources.name(written.texts().get("data-source")));
    }

    private static List<String> providersWithLocal(List<String> providers) {
        var all = new ArrayList<>(providers);
        if (!all.contains(LOCAL)) {
            all.add(LOCAL);
        }
        return all;
    }

    /** The bean that credits are kept in. */
    DataSource dataSource(ConfigurableListableBeanFactory factory) {
        return factory.getBean(dataSource, DataSource.class);
    }
}
