package dev.spike.spring.metered;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.MethodClassKey;

/** The metered methods of the application, each read once. Thread-safe. */
final class MeteredMethods {

    private final MeteredReader reader;
    private final Map<MethodClassKey, Optional<MeteredMethod>> read = new ConcurrentHashMap<>();

    MeteredMethods(MeteredReader reader) {
        this.reader = reader;
    }

    /** Reads these of the class. */
    void check(List<Method> methods, Class<?> targetClass, Mistakes mistakes) {
        for (var method : methods) {
            var metered = Annotated.on(method, targetClass);
            if (metered != null) {
                var checked = reader.read(metered, method, targetClass, mistakes);
                if (checked != null) {
                    read.put(new MethodClassKey(method, targetClass), Optional.of(checked));
                }
            }
        }
    }

    /** The method as it is to be charged; none when it is free. */
    Optional<MeteredMethod> find(Method method, Class<?> targetClass) {
        var specific = Annotated.specific(method, targetClass);
        return read.computeIfAbsent(new MethodClassKey(specific, targetClass), key -> late(specific, targetClass));
    }

    /** Of a class that was not seen at the start, such as the target of a scoped proxy. */
    private Optional<MeteredMethod> late(Method method, Class<?> targetClass) {
        var metered = Annotated.on(method, targetClass);
        if (metered == null) {
            return Optional.empty();
        }
        var mistakes = new Mistakes();
        var checked = reader.read(metered, method, targetClass, mistakes);
        mistakes.stopIfAny();
        return Optional.ofNullable(checked);
    }
}
