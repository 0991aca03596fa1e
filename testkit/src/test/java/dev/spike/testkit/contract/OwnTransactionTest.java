package dev.spike.testkit.contract;

import dev.spike.ledger.Credits;
import dev.spike.testkit.LedgerDatabase;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The ledger keeps its rules when each verb is a transaction of its own. */
class OwnTransactionTest {

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    private static Credits make(Setup setup) {
        return Engines.on(DATABASE.dataSource(), setup);
    }

    @Nested
    class Balances extends BalanceContract {
        Balances() {
            super(OwnTransactionTest::make);
        }
    }
}
