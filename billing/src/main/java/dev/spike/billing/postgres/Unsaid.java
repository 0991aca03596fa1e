package dev.spike.billing.postgres;

import dev.spike.ledger.SpikeException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * An error as a log may have it: what kind it is and where it came from, and not what it says, which may name a person. What it
 * says is kept as the cause of what failed, in the database, where it can be forgotten.
 */
final class Unsaid extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Deeper causes add nothing to where it came from; and some are their own. */
    private static final int CAUSES_MAX = 5;

    private Unsaid(Throwable thrown, @Nullable Throwable cause) {
        super(kindOf(thrown), cause);
        setStackTrace(thrown.getStackTrace());
    }

    static Unsaid of(Throwable thrown) {
        return of(thrown, CAUSES_MAX);
    }

    private static Unsaid of(Throwable thrown, int causesLeft) {
        var cause = thrown.getCause();
        return new Unsaid(thrown, cause == null || causesLeft == 0 ? null : of(cause, causesLeft - 1));
    }

    private static String kindOf(Throwable thrown) {
        var name = thrown.getClass().getName();
        if (thrown instanceof SpikeException spike) {
            return name + " " + spike.code();
        }
        return thrown instanceof SQLException sql ? name + " SQLSTATE " + sql.getSQLState() : name;
    }
}
