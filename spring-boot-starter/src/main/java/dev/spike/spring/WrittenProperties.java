package dev.spike.spring;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * What the application's property sources say under {@code spike}, by canonical paths, as Spring would bind it: a source
 * stands before those that follow, and a list is taken whole from the first that has any of it.
 */
final class WrittenProperties {

    private static final ConfigurationPropertyName SPIKE = ConfigurationPropertyName.of("spike");

    /** What the tests of an application say to the testkit. */
    private static final ConfigurationPropertyName TEST = ConfigurationPropertyName.of("spike.test");

    private static final Pattern INDEX = Pattern.compile("\\[");

    private final KeyNames names;
    private final PropertySourcesPlaceholdersResolver placeholders;
    private final YamlText yaml = new YamlText();
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, Origin> origins = new LinkedHashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final List<String> unknownVariables = new ArrayList<>();

    private WrittenProperties(Environment environment, KeyNames names) {
        this.names = names;
        placeholders = new PropertySourcesPlaceholdersResolver(environment);
    }

    static WrittenProperties in(Environment environment, KeyNames names) {
        var written = new WrittenProperties(environment, names);
        for (var source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource iterable) {
                written.addAll(iterable);
            }
        }
        return written;
    }

    private void addAll(IterableConfigurationPropertySource source) {
        boolean variables = isEnvironment(source);
        var here = new LinkedHashMap<String, ConfigurationProperty>();
        for (var name : source.stream()
                .filter(SPIKE::isAncestorOf)
                .filter(name -> !TEST.isAncestorOf(name))
                .toList()) {
            var property = source.getConfigurationProperty(name);
            if (property != null) {
                var place = names.place(name, variables);
                if (variables && !place.known()) {
                    unknownVariables.add(String.valueOf(property.getOrigin()));
                } else if (isFree(place.path())) {
                    here.put(place.path(), property);
                }
            }
        }
        here.forEach(this::add);
    }

    private static boolean isEnvironment(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
    }

    private void add(String path, ConfigurationProperty property) {
        texts.put(path, text(property));
        if (property.getOrigin() != null) {
            origins.put(path, property.getOrigin());
        }
        taken.add(path);
        taken.addAll(listsAround(path));
    }

    private boolean isFree(String path) {
        return !taken.contains(path) && listsAround(path).stream().noneMatch(taken::contains);
    }

    /** The paths of the lists in which the path lies: of {@code products[0].prices[1]}, two. */
    private static List<String> listsAround(String path) {
        return INDEX.matcher(path)
                .results()
                .map(found -> path.substring(0, found.start()))
                .toList();
    }

    /** As it is written: what YAML takes for a number or for true is a text all the same. */
    private String text(ConfigurationProperty property) {
        var value = property.getValue();
        var written = value instanceof CharSequence ? Optional.<String>empty() : yaml.at(property.getOrigin());
        return written.orElseGet(() -> String.valueOf(placeholders.resolvePlaceholders(value)));
    }

    /** The values by their paths, which begin after the prefix; the first source comes first. */
    Map<String, String> texts() {
        return texts;
    }

    /** Where the value of the path was written. */
    Optional<Origin> origin(String path) {
        return Optional.ofNullable(origins.get(path));
    }

    /** Environment variables that begin with SPIKE_ and mean nothing here; other programs may have set them. */
    List<String> unknownVariables() {
        return unknownVariables.stream().sorted().collect(Collectors.toList());
    }
}
