package dev.spike.spring.metered;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ReflectionUtils;

/** Finds the annotation: on the method, then on the type that declares it. */
final class Annotated {

    private Annotated() {}

    static @Nullable Metered on(Method method, Class<?> targetClass) {
        var specific = specific(method, targetClass);
        var own = AnnotatedElementUtils.findMergedAnnotation(specific, Metered.class);
        return own == null && isForTheType(specific)
                ? AnnotatedElementUtils.findMergedAnnotation(specific.getDeclaringClass(), Metered.class)
                : own;
    }

    /** The method as the target has it; a class that was made from interfaces has nothing of its own to say. */
    static Method specific(Method method, Class<?> targetClass) {
        return Proxy.isProxyClass(targetClass) ? method : AopUtils.getMostSpecificMethod(method, targetClass);
    }

    /**
     * The metered methods of the bean, inherited ones too; those that cannot be intercepted are among them. A repository and
     * the like have methods that stand on their interfaces only.
     */
    static List<Method> methods(Object bean, Class<?> targetClass) {
        var ofClass = Proxy.isProxyClass(targetClass) || !AnnotationUtils.isCandidateClass(targetClass, Metered.class)
                ? Stream.<Method>empty()
                : Stream.of(
                        ReflectionUtils.getUniqueDeclaredMethods(targetClass, ReflectionUtils.USER_DECLARED_METHODS));
        var ofInterfaces = Stream.of(interfaces(bean))
                .flatMap(type -> Stream.of(type.getMethods()))
                .map(method -> specific(method, targetClass))
                .filter(method -> method.getDeclaringClass().isInterface());
        return Stream.concat(ofClass, ofInterfaces)
                .distinct()
                .filter(method -> on(method, targetClass) != null)
                .toList();
    }

    private static Class<?>[] interfaces(Object bean) {
        if (bean instanceof Advised advised) {
            return advised.getProxiedInterfaces();
        }
        return Proxy.isProxyClass(bean.getClass()) ? bean.getClass().getInterfaces() : new Class<?>[0];
    }

    private static boolean isForTheType(Method method) {
        return Modifier.isPublic(method.getModifiers())
                && !Modifier.isStatic(method.getModifiers())
                && !ReflectionUtils.isObjectMethod(method);
    }
}
