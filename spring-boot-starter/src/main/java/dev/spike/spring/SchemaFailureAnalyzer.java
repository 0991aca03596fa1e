package dev.spike.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells why there are no tables, without a stack trace. */
final class SchemaFailureAnalyzer extends AbstractFailureAnalyzer<SchemaFailedException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SchemaFailedException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), cause);
    }
}
