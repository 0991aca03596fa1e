package dev.spike.server.scenario;

/** A file is not in the format of scenarios; the message is one sentence that says where and why. */
public final class ScenarioException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    ScenarioException(String message) {
        super(message);
    }
}
