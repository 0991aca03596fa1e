package dev.spike.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/** The records of properties under {@code spike}, whichever part brings them, found by their beans. */
final class PropertyRecords {

    private static final String PREFIX = "spike";

    private final List<Known> records;

    private record Known(String bean, String prefix, Class<?> type) {}

    /** A key of a record, and the type of its value. */
    private record Leaf(String key, ResolvableType type) {}

    private PropertyRecords(List<Known> records) {
        this.records = records;
    }

    static PropertyRecords in(ConfigurableListableBeanFactory factory) {
        var records = new ArrayList<Known>();
        for (var bean : factory.getBeanDefinitionNames()) {
            var annotation = factory.findAnnotationOnBean(bean, ConfigurationProperties.class, false);
            var type = annotation == null ? null : factory.getType(bean, false);
            if (annotation != null && type != null && isOurs(annotation.prefix())) {
                records.add(new Known(bean, annotation.prefix(), ClassUtils.getUserClass(type)));
            }
        }
        return new PropertyRecords(records);
    }

    private static boolean isOurs(String prefix) {
        return prefix.equals(PREFIX) || prefix.startsWith(PREFIX + ".");
    }

    /** The names of their beans. */
    List<String> beans() {
        return records.stream().map(Known::bean).toList();
    }

    /** The paths of their keys, which begin after the prefix. */
    List<String> keys() {
        return records.stream()
                .flatMap(PropertyRecords::keysOf)
                .map(key -> key.substring(PREFIX.length() + 1))
                .toList();
    }

    private static Stream<String> keysOf(Known known) {
        if (known.type().isRecord()) {
            return leaves(known.prefix(), known.type()).stream().map(Leaf::key);
        }
        return known.prefix().equals(PREFIX) ? Stream.empty() : Stream.of(known.prefix());
    }

    private static List<Leaf> leaves(String prefix, Class<?> type) {
        var leaves = new ArrayList<Leaf>();
        for (var component : type.getRecordComponents()) {
            var key = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
            if (component.getType().isRecord()) {
                leaves.addAll(leaves(key, component.getType()));
            } else {
                leaves.add(new Leaf(key, ResolvableType.forType(component.getGenericType())));
            }
        }
        return leaves;
    }

    /** What is wrong with the values of their keys. */
    List<ConfigurationMistake> mistakes(Binder binder) {
        return records.stream()
                .filter(known -> known.type().isRecord())
                .flatMap(known -> mistakes(binder, known).stream())
                .toList();
    }

    private static List<ConfigurationMistake> mistakes(Binder binder, Known known) {
        var mistakes = new ArrayList<ConfigurationMistake>();
        for (var leaf : leaves(known.prefix(), known.type())) {
            try {
                binder.bind(leaf.key(), Bindable.of(leaf.type()));
            } catch (BindException e) {
                mistakes.add(
                        ConfigurationMistake.unreadable(leaf.key(), leaf.type().toClass(), e));
            }
        }
        if (mistakes.isEmpty()) {
            try {
                binder.bind(known.prefix(), Bindable.of(known.type()));
            } catch (BindException e) {
                mistakes.add(ConfigurationMistake.refused(known.prefix(), e));
            }
        }
        return mistakes;
    }
}
