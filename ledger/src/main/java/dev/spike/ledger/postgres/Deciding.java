package dev.spike.ledger.postgres;

import dev.spike.ledger.GrantId;
import dev.spike.ledger.Remarks;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** What a verb does under the account's lock. */
interface Deciding {

    /** Decides, and enters on the sheet what it changes. */
    Decision decide(Connection connection, Sheet sheet) throws SQLException;

    /** Grants to see even if they have ended or nothing is left of them. */
    default Set<GrantId> alsoSee(Connection connection, AccountRow account) throws SQLException {
        return Set.of();
    }

    /** What stands beside the rows. */
    default Remarks remarks() {
        return Remarks.none();
    }
}
