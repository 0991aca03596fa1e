package dev.spike.benchmarks;

import java.sql.SQLException;

/** A way to keep credits, as its callers see it. Thread-safe once filled. */
interface Design {

    /** What each of the many accounts is given: more than any run spends. */
    long PLENTY = 1_000_000_000L;

    /**
     * Makes its tables, and this many accounts with {@link #PLENTY} in one grant of which one credit was spent today, so
     * that every round meets a day that has begun. The owners are called 1, 2, 3 and so on.
     */
    void fill(int accounts) throws SQLException;

    /** Opens one more account, with these credits in one grant. */
    void open(String owner, long credits) throws SQLException;

    /** Spends one credit in a database transaction of its own; false when it was declined. */
    boolean spendOne(String owner) throws SQLException;
}
