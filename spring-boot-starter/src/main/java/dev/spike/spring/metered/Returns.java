package dev.spike.spring.metered;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/** What a metered method may return. Whatever is worked off after the return, unseen, would be charged before it is done. */
final class Returns {

    /** By name, as they need not be there. */
    private static final Set<String> LATER_UNSEEN = Set.of(
            "org.reactivestreams.Publisher",
            "org.springframework.web.context.request.async.DeferredResult",
            "org.springframework.web.context.request.async.WebAsyncTask",
            "org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter",
            "org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody",
            "kotlinx.coroutines.flow.Flow",
            "io.reactivex.rxjava3.core.Single",
            "io.reactivex.rxjava3.core.Maybe",
            "io.reactivex.rxjava3.core.Completable",
            "io.reactivex.rxjava3.core.Observable");

    /** A type that is declared by itself would be looked into without end. */
    private static final int DEPTH_MAX = 6;

    private Returns() {}

    static boolean isLater(Class<?> type) {
        return type == CompletableFuture.class || type == CompletionStage.class;
    }

    /** The type that cannot be metered, also inside others, as in {@code ResponseEntity<StreamingResponseBody>}. */
    static Optional<Class<?>> refused(Method method) {
        var returned = ResolvableType.forMethodReturnType(method);
        var outside = Stream.of(returned).filter(type -> !isLater(type.toClass()));
        return Stream.concat(outside, inside(returned, DEPTH_MAX))
                .<Class<?>>map(ResolvableType::toClass)
                .filter(Returns::isUnseen)
                .findFirst()
                .or(() -> suspended(method));
    }

    private static Stream<ResolvableType> inside(ResolvableType type, int depth) {
        return depth == 0
                ? Stream.empty()
                : Arrays.stream(type.getGenerics())
                        .flatMap(each -> Stream.concat(Stream.of(each), inside(each, depth - 1)));
    }

    /** Whether what was returned goes on unseen, though its declared type does not say so. */
    static boolean isUnseen(@Nullable Object result) {
        return result != null && isUnseen(result.getClass());
    }

    private static boolean isUnseen(Class<?> type) {
        return Future.class.isAssignableFrom(type)
                || CompletionStage.class.isAssignableFrom(type)
                || Callable.class.isAssignableFrom(type)
                || BaseStream.class.isAssignableFrom(type)
                || Flow.Publisher.class.isAssignableFrom(type)
                || isNamed(type);
    }

    private static boolean isNamed(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (LATER_UNSEEN.contains(each.getName())) {
                return true;
            }
        }
        return ClassUtils.getAllInterfacesForClassAsSet(type).stream()
                .anyMatch(each -> LATER_UNSEEN.contains(each.getName()));
    }

    /** A suspending function of Kotlin has a continuation as its last parameter. */
    private static Optional<Class<?>> suspended(Method method) {
        var parameters = method.getParameterTypes();
        return parameters.length > 0
                        && parameters[parameters.length - 1].getName().equals("kotlin.coroutines.Continuation")
                ? Optional.of(parameters[parameters.length - 1])
                : Optional.empty();
    }
}
