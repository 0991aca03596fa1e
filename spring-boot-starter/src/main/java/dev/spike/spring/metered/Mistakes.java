package dev.spike.spring.metered;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with the annotations of a class, so that all of it is told at once. Not thread-safe. */
final class Mistakes {

    private final List<String> told = new ArrayList<>();

    /** @param mistake what is wrong and the remedy, as the end of a sentence */
    void add(Method method, String mistake) {
        told.add("@Metered on " + MeteredMethod.nameOf(method) + ": " + mistake + ".");
    }

    void stopIfAny() {
        if (!told.isEmpty()) {
            throw new MeteredMistakesException(told);
        }
    }
}
