package dev.spike.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells why the application did not start, without a stack trace. */
final class SpikeFailureAnalyzer extends AbstractFailureAnalyzer<SpikeConfigurationException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SpikeConfigurationException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Mend " + (cause.mistakes().size() == 1 ? "it" : "all of them")
                        + ". Every key is explained in docs/configuration.md, and by your editor.",
                cause);
    }
}
