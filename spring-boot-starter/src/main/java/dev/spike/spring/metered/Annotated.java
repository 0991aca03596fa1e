package dev.spike.spring.metered;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ReflectionUtils;

/** Finds the annotation: on the method, then on the type that declares it. */
final class Annotated {

    private Annotated() {}

    static @Nullable Metered on(Method method, Class<?> targetClass) {
        var specific = AopUtils.getMostSpecificMethod(method, targetClass);
        var own = AnnotatedElementUtils.findMergedAnnotation(specific, Metered.class);
        return own == null && isForTheType(specific)
                ? AnnotatedElementUtils.findMergedAnnotation(specific.getDeclaringClass(), Metered.class)
                : own;
    }

    /** The metered methods of the class, inherited ones too; those that cannot be intercepted are among them. */
    static List<Method> methods(Class<?> targetClass) {
        if (!AnnotationUtils.isCandidateClass(targetClass, Metered.class)) {
            return List.of();
        }
        return Stream.of(ReflectionUtils.getUniqueDeclaredMethods(targetClass, ReflectionUtils.USER_DECLARED_METHODS))
                .filter(method -> on(method, targetClass) != null)
                .toList();
    }

    private static boolean isForTheType(Method method) {
        return Modifier.isPublic(method.getModifiers())
                && !Modifier.isStatic(method.getModifiers())
                && method.getDeclaringClass() != Object.class;
    }
}
