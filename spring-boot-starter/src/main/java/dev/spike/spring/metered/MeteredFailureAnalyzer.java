package dev.spike.spring.metered;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells the mistakes instead of a stack trace. */
class MeteredFailureAnalyzer extends AbstractFailureAnalyzer<MeteredMistakesException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MeteredMistakesException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Mend the annotations as each line says; spike.metered.enabled=false runs the methods free of charge.",
                cause);
    }
}
