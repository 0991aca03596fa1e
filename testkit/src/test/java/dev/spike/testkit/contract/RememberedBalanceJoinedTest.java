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
 * The ledger keeps its rules when balances are remembered and each verb joins a transaction of the host's. Contracts that
 * meet a second node are left out: what it does is seen later here, which has tests of its own.
 */
class RememberedBalanceJoinedTest {

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    @AfterAll
    static void the_books_agree() {
        assertThat(new LedgerVerifier(DATABASE.dataSource()).verify().findings())
                .isEmpty();
    }

    private static Credits make(Setup setup) {
        return RememberingCredits.joining(DATABASE.dataSource(), setup);
    }

    @Nested
    class Balances extends BalanceContract {
        Balances() {
            super(RememberedBalanceJoinedTest::make);
        }
    }

    @Nested
    class Spends extends SpendContract {
        Spends() {
            super(RememberedBalanceJoinedTest::make);
        }
    }

    @Nested
    class SpendsOfSeveral extends SpendAllContract {
        SpendsOfSeveral() {
            super(RememberedBalanceJoinedTest::make);
        }
    }

    @Nested
    class KeysOfSpendsOfSeveral extends SpendAllKeyContract {
        KeysOfSpendsOfSeveral() {
            super(RememberedBalanceJoinedTest::make);
        }
    }

    @Nested
    class Removals extends RemoveContract {
        Removals() {
            super(RememberedBalanceJoinedTest::make);
        }
    }

    @Nested
    class RemovalsOfWhatIsFree extends RemoveRestContract {
        RemovalsOfWhatIsFree() {
            super(RememberedBalanceJoinedTest::make);
        }
    }

    @Nested
    class Expiries extends ExpiryContract {
        Expiries() {
            super(RememberedBalanceJoinedTest::make);
        }
    }

    @Nested
    class Keys extends IdempotencyContract {
        Keys() {
            super(RememberedBalanceJoinedTest::make);
        }
    }

    @Nested
    class KeyReuse extends KeyReuseContract {
        KeyReuse() {
            super(RememberedBalanceJoinedTest::make);
        }
    }

    @Nested
    class Additions extends AddContract {
        Additions() {
            super(RememberedBalanceJoinedTest::make);
        }
    }

    @Nested
    class Grants extends GrantContract {
        Grants() {
            super(RememberedBalanceJoinedTest::make);
        }
    }

    @Nested
    class Refusals extends RefusalContract {
        Refusals() {
            super(RememberedBalanceJoinedTest::make);
        }
    }

    @Nested
    class Holds extends HoldContract {
        Holds() {
            super(RememberedBalanceJoinedTest::make);
        }
    }

    @Nested
    class Deadlines extends HoldDeadlineContract {
        Deadlines() {
            super(RememberedBalanceJoinedTest::make);
        }
    }

    @Nested
    class Captures extends CaptureContract {
        Captures() {
            super(RememberedBalanceJoinedTest::make);
        }
    }

    @Nested
    class ClosedHolds extends ClosedHoldContract {
        ClosedHolds() {
            super(RememberedBalanceJoinedTest::make);
        }
    }

    @Nested
    class UncoveredHolds extends UncoveredHoldContract {
        UncoveredHolds() {
            super(RememberedBalanceJoinedTest::make);
        }
    }

    @Nested
    class Negatives extends NegativeContract {
        Negatives() {
            super(RememberedBalanceJoinedTest::make);
        }
    }

    @Nested
    class Owed extends OwedContract {
        Owed() {
            super(RememberedBalanceJoinedTest::make);
        }
    }

    @Nested
    class Voids extends VoidContract {
        Voids() {
            super(RememberedBalanceJoinedTest::make);
        }
    }

    @Nested
    class Reversals extends ReversalContract {
        Reversals() {
            super(RememberedBalanceJoinedTest::make);
        }
    }

    @Nested
    class OwedReversals extends OwedReversalContract {
        OwedReversals() {
            super(RememberedBalanceJoinedTest::make);
        }
    }
}
