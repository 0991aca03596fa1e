package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.Credits;
import dev.spike.ledger.postgres.LedgerVerifier;
import dev.spike.testkit.LedgerDatabase;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The ledger keeps its rules when balances are remembered and each verb is a transaction of its own. Contracts that
 * meet a second node are left out: what it does is seen later here, which has tests of its own.
 */
class RememberedBalanceTest {

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    @AfterAll
    static void the_books_agree() {
        assertThat(new LedgerVerifier(DATABASE.dataSource()).verify().findings())
                .isEmpty();
    }

    private static Credits make(Setup setup) {
        return RememberingCredits.own(DATABASE.dataSource(), setup);
    }

    @Nested
    class Balances extends BalanceContract {
        Balances() {
            super(RememberedBalanceTest::make);
        }
    }

    @Nested
    class Spends extends SpendContract {
        Spends() {
            super(RememberedBalanceTest::make);
        }
    }

    @Nested
    class SpendsOfSeveral extends SpendAllContract {
        SpendsOfSeveral() {
            super(RememberedBalanceTest::make);
        }
    }

    @Nested
    class KeysOfSpendsOfSeveral extends SpendAllKeyContract {
        KeysOfSpendsOfSeveral() {
            super(RememberedBalanceTest::make);
        }
    }

    @Nested
    class Removals extends RemoveContract {
        Removals() {
            super(RememberedBalanceTest::make);
        }
    }

    @Nested
    class RemovalsOfWhatIsFree extends RemoveRestContract {
        RemovalsOfWhatIsFree() {
            super(RememberedBalanceTest::make);
        }
    }

    @Nested
    class Expiries extends ExpiryContract {
        Expiries() {
            super(RememberedBalanceTest::make);
        }
    }

    @Nested
    class Keys extends IdempotencyContract {
        Keys() {
            super(RememberedBalanceTest::make);
        }
    }

    @Nested
    class KeyReuse extends KeyReuseContract {
        KeyReuse() {
            super(RememberedBalanceTest::make);
        }
    }

    @Nested
    class Additions extends AddContract {
        Additions() {
            super(RememberedBalanceTest::make);
        }
    }

    @Nested
    class Grants extends GrantContract {
        Grants() {
            super(RememberedBalanceTest::make);
        }
    }

    @Nested
    class Refusals extends RefusalContract {
        Refusals() {
            super(RememberedBalanceTest::make);
        }
    }

    @Nested
    class Past extends BalanceAtContract {
        Past() {
            super(RememberedBalanceTest::make);
        }
    }

    @Nested
    class Holds extends HoldContract {
        Holds() {
            super(RememberedBalanceTest::make);
        }
    }

    @Nested
    class Deadlines extends HoldDeadlineContract {
        Deadlines() {
            super(RememberedBalanceTest::make);
        }
    }

    @Nested
    class Captures extends CaptureContract {
        Captures() {
            super(RememberedBalanceTest::make);
        }
    }

    @Nested
    class ClosedHolds extends ClosedHoldContract {
        ClosedHolds() {
            super(RememberedBalanceTest::make);
        }
    }

    @Nested
    class UncoveredHolds extends UncoveredHoldContract {
        UncoveredHolds() {
            super(RememberedBalanceTest::make);
        }
    }

    @Nested
    class Negatives extends NegativeContract {
        Negatives() {
            super(RememberedBalanceTest::make);
        }
    }

    @Nested
    class Owed extends OwedContract {
        Owed() {
            super(RememberedBalanceTest::make);
        }
    }

    @Nested
    class Voids extends VoidContract {
        Voids() {
            super(RememberedBalanceTest::make);
        }
    }

    @Nested
    class Reversals extends ReversalContract {
        Reversals() {
            super(RememberedBalanceTest::make);
        }
    }

    @Nested
    class OwedReversals extends OwedReversalContract {
        OwedReversals() {
            super(RememberedBalanceTest::make);
        }
    }

    @Nested
    class TransactionQueries extends TransactionQueryContract {
        TransactionQueries() {
            super(RememberedBalanceTest::make);
        }
    }
}
