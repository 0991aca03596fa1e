package dev.spike.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;

/**
 * Where applications say how their own things are provided: seats, features, licences. An SPI; implementations are
 * thread-safe.
 *
 * <p>Both verbs run inside the database transaction that notes what was provided, on its connection, which they neither
 * commit nor close. So what they write there happens exactly once. What they do elsewhere may happen again after a crash, and
 * is told apart by {@link Provision#key()}. What they throw is noted as the cause, undone by a savepoint, and tried again.
 */
public interface ProvidableKind {

    /** The key under {@code provides:} that names this kind, such as {@code seats}; lower-case letters and hyphens. */
    String word();

    /** Which keys may stand beside the word. */
    Set<String> settings();

    /**
     * Makes the value from what the configuration says, or from the terms that an order kept.
     *
     * @throws IllegalArgumentException when a value is not allowed; the message names it and says what is
     */
    Providable read(Map<String, String> terms);

    /** Gives it to the billable. */
    void provide(Connection connection, Provision provision) throws SQLException;

    /** Sees to it that a share of it is gone, because money was returned, and no more than that share. */
    void takeBack(Connection connection, TakeBack takeBack) throws SQLException;
}
