package dev.spike.spring.metered;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.EvaluationContext;

/**
 * A metered method, its annotation read and checked.
 *
 * @param method the target class's own
 * @param holdFor how long a hold lasts if the process dies
 */
record MeteredMethod(
        Method method,
        String creditType,
        Price price,
        Payer payer,
        @Nullable Formula key,
        Duration holdFor) {

    /** 72 bits: an application's methods do not meet in them. */
    private static final int TAG_LENGTH = 12;

    /** Class, method and parameters: {@code com.acme.Reports.write(String, int)}. */
    String name() {
        return nameOf(method);
    }

    static String nameOf(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(
                        ", ", method.getDeclaringClass().getName() + "." + method.getName() + "(", ")"));
    }

    /** Whether what it returns completes later. */
    boolean isSettledLater() {
        return Returns.isLater(method.getReturnType());
    }

    /** The key that the annotation's expression gives, if it has one. */
    @Nullable
    CallKey keyOf(EvaluationContext context) {
        if (key == null) {
            return null;
        }
        var value = key.value(context);
        return CallKey.of(tag(), KeyText.checked(value == null ? "" : value.toString(), key.place()));
    }

    /** Short, the same on every node, and another for every method: one key of a client names the work of one of them. */
    String tag() {
        var signature = method.getDeclaringClass().getName() + "." + method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getName)
                        .collect(Collectors.joining(",", "(", ")"));
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(signature.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().encodeToString(digest).substring(0, TAG_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, which every Java must have.", e);
        }
    }
}
