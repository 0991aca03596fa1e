package dev.spike.spring;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration has mistakes, and the application does not start; the message lists all of them. */
final class SpikeConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<ConfigurationMistake> mistakes;

    SpikeConfigurationException(List<ConfigurationMistake> mistakes) {
        super(text(mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    static String text(List<ConfigurationMistake> mistakes) {
        return mistakes.stream()
                .map(mistake -> "\n    " + mistake.text())
                .collect(Collectors.joining(
                        "",
                        "The configuration of Spike has "
                                + (mistakes.size() == 1 ? "1 mistake:" : mistakes.size() + " mistakes:"),
                        ""));
    }

    List<ConfigurationMistake> mistakes() {
        return mistakes;
    }
}
