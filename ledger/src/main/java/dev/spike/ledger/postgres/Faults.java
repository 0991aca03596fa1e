package dev.spike.ledger.postgres;

import dev.spike.ledger.LedgerUnavailableException;
import java.sql.SQLException;

/** What the states of SQL errors mean to the ledger. */
final class Faults {

    private Faults() {}

    /** The connection or the server went away: whether a commit arrived is not known. */
    static boolean isConnectionLost(SQLException e) {
        var state = stateOf(e);
        return state.startsWith("08") || state.startsWith("57P");
    }

    /** PostgreSQL rolled the transaction back so that another could go on; the same again may succeed. */
    static boolean isWorthRepeating(SQLException e) {
        var state = stateOf(e);
        return state.equals("40001") || state.equals("40P01");
    }

    static LedgerUnavailableException unavailable(SQLException e) {
        return new LedgerUnavailableException(
                "The database refused: " + e.getMessage() + " (SQLSTATE " + stateOf(e) + "). Nothing moved"
                        + advice(stateOf(e)) + ".",
                e);
    }

    /** Of work that does nothing a second time. */
    static LedgerUnavailableException unknownButRepeatable(SQLException e) {
        return new LedgerUnavailableException(
                "The database connection was lost before the answer came, so it is not known whether all of it was done or"
                        + " nothing: do it again, which is safe.",
                e);
    }

    private static String advice(String state) {
        return switch (state) {
            case "25006" -> "; the transaction is read-only, so use one that may write";
            case "25P02" -> "; an error before this one has ended the transaction: roll it back, and begin it anew";
            case "25P03" ->
                "; the transaction stood idle for longer than idle_in_transaction_session_timeout allows, and its"
                        + " connection is gone: begin it anew, and do slow things before it or after it";
            case "40001" ->
                "; the isolation level is above READ COMMITTED, where PostgreSQL may refuse: repeat the"
                        + " transaction, or use READ COMMITTED";
            case "40P01" ->
                "; two transactions took the same accounts in different order: repeat this one, or take them at"
                        + " once with spendAll";
            case "42P01", "42883" -> "; the ledger's tables are missing or old, so run LedgerSchema.migrate first";
            case "42501" -> "; the role lacks a right on the ledger's tables";
            case "55P03" -> "; another transaction holds the account for longer than lock_timeout allows";
            case "57014" ->
                "; it was cancelled, or took longer than statement_timeout allows, which counts waiting for another"
                        + " transaction that holds the account";
            default -> "";
        };
    }

    private static String stateOf(SQLException e) {
        var state = e.getSQLState();
        return state == null ? "none" : state;
    }
}
