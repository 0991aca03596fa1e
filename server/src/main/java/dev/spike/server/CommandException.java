package dev.spike.server;

/** A command cannot go on; the message is one sentence that says what is wrong and what to do. */
final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(message);
    }
}
