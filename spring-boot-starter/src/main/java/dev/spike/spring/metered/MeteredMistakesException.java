package dev.spike.spring.metered;

import java.util.List;

/** The annotations of a class have mistakes: the application must not start, as its work would be free of charge. */
final class MeteredMistakesException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    MeteredMistakesException(List<String> mistakes) {
        super(String.join("\n", mistakes));
    }
}
