package dev.spike.spring;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tables could not be brought up to date, for a reason that lies with the database or with whoever connects to it. */
final class SchemaFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    private SchemaFailedException(String message, String action, Throwable cause) {
        super(message, cause);
        this.action = action;
    }

    /**
     * The same error where the database had no part in it.
     *
     * @param undone what could not be done with the tables
     */
    static RuntimeException of(RuntimeException error, String undone) {
        var said = innermost(error);
        if (said == null) {
            return error;
        }
        var state = String.valueOf(said.getSQLState());
        return new SchemaFailedException(
                "The tables of Spike could not be " + undone + ": " + said.getMessage() + " (SQLSTATE " + state + ")",
                action(state),
                error);
    }

    /** Whether the database is there and the tables are not, or are others. */
    static boolean isOfTables(RuntimeException error) {
        var said = innermost(error);
        return said == null || Set.of("42P01", "42703", "3F000").contains(String.valueOf(said.getSQLState()));
    }

    String action() {
        return action;
    }

    private static @Nullable SQLException innermost(Throwable error) {
        SQLException found = null;
        for (Throwable at = error; at != null; at = at.getCause()) {
            found = at instanceof SQLException said ? said : found;
        }
        return found;
    }

    private static String action(String state) {
        if (state.startsWith("08")) {
            return "Start PostgreSQL, or correct spring.datasource.url.";
        }
        if (state.startsWith("28")) {
            return "Correct spring.datasource.username and spring.datasource.password.";
        }
        return switch (state) {
            case "3D000" -> "Create the database, or correct its name in spring.datasource.url.";
            case "42501", "3F000" ->
                "Let the application's role create tables in the first schema of its search_path, or run the files as the"
                        + " tables' owner, give the role its rights and write spike.migrate=false; docs/production.md shows both.";
            case "null" ->
                "See that the database answers, and that the pool has two connections or more"
                        + " (spring.datasource.hikari.maximum-pool-size).";
            default ->
                "Mend what the database says, and start again: what was begun is undone or goes on where it stopped.";
        };
    }
}
