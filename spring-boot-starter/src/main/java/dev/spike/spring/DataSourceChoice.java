package dev.spike.spring;

import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** Chooses among the application's {@code DataSource} beans: by name, by {@link SpikeDataSource}, the primary, the only one. */
final class DataSourceChoice {

    private static final String KEY = "spike.data-source";

    private final ConfigurableListableBeanFactory factory;
    private final List<String> names;

    DataSourceChoice(ConfigurableListableBeanFactory factory) {
        this.factory = factory;
        this.names = List.of(factory.getBeanNamesForType(DataSource.class, true, false));
    }

    /** Why none can be chosen. */
    Optional<ConfigurationMistake> mistake(@Nullable String wanted) {
        if (names.isEmpty()) {
            return Optional.of(new ConfigurationMistake(
                    KEY,
                    "there is no DataSource bean to keep credits in",
                    "set spring.datasource.url, spring.datasource.username and spring.datasource.password to a"
                            + " PostgreSQL of yours",
                    null));
        }
        if (wanted != null && !wanted.isBlank()) {
            return names.contains(wanted)
                    ? Optional.empty()
                    : Optional.of(new ConfigurationMistake(
                            KEY,
                            "'" + wanted + "' is no DataSource bean",
                            "write one of " + String.join(", ", names),
                            null));
        }
        return candidates().size() == 1
                ? Optional.empty()
                : Optional.of(new ConfigurationMistake(
                        KEY,
                        "there are several DataSource beans, and none of them is primary or marked with"
                                + " @SpikeDataSource",
                        "write one of " + String.join(", ", names),
                        null));
    }

    /** The name of the one to use, where there is no mistake. */
    String name(@Nullable String wanted) {
        return wanted != null && !wanted.isBlank() ? wanted : candidates().get(0);
    }

    private List<String> candidates() {
        var marked = names.stream()
                .filter(name -> factory.findAnnotationOnBean(name, SpikeDataSource.class, false) != null)
                .toList();
        if (!marked.isEmpty()) {
            return marked;
        }
        var primary = names.stream().filter(this::isPrimary).toList();
        if (!primary.isEmpty()) {
            return primary;
        }
        var ordinary = names.stream().filter(this::isOrdinary).toList();
        return ordinary.isEmpty() ? names : ordinary;
    }

    private boolean isPrimary(String name) {
        return factory.containsBeanDefinition(name)
                && factory.getMergedBeanDefinition(name).isPrimary();
    }

    /** Beans that are found only by those who name them are chosen only if named. */
    private boolean isOrdinary(String name) {
        if (!factory.containsBeanDefinition(name)) {
            return true;
        }
        var definition = factory.getMergedBeanDefinition(name);
        return definition.isAutowireCandidate()
                && !(definition instanceof org.springframework.beans.factory.support.AbstractBeanDefinition whole
                        && (!whole.isDefaultCandidate() || whole.isFallback()));
    }
}
