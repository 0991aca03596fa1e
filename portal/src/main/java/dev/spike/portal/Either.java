package dev.spike.portal;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was made of a form, or the word for what is wrong with it. */
record Either<T>(@Nullable T made, @Nullable String problem) {

    static <T> Either<T> of(T made) {
        return new Either<>(made, null);
    }

    static <T> Either<T> problem(String problem) {
        return new Either<>(null, problem);
    }

    <R> R fold(Function<? super T, R> whenMade, Function<String, R> whenNot) {
        if (made != null) {
            return whenMade.apply(made);
        }
        return whenNot.apply(problem == null ? "" : problem);
    }
}
