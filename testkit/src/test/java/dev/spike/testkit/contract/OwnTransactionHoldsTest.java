package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.Credits;
import dev.spike.ledger.postgres.LedgerVerifier;
import dev.spike.testkit.LedgerDatabase;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The ledger keeps its rules of holds, of what is owed and of corrections when each verb is a transaction of its own. */
class OwnTransactionHoldsTest {

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    @AfterAll
    static void the_books_agree() {
        assertThat(new LedgerVerifier(DATABASE.dataSource()).verify().findings())
                .isEmpty();
    }

    private static Law law() {
        return new Law(DATABASE.dataSource());
    }

    private static Credits make(Setup setup) {
        return law().watching(Engines.on(DATABASE.dataSource(), setup), setup.clock());
    }

    private static Credits keepingEverySpend(Setup setup) {
        return make(setup.ungrouped());
    }

    @Nested
    class Holds extends HoldContract {
        Holds() {
            super(OwnTransactionHoldsTest::make);
        }
    }

    @Nested
    class HoldsKeepingEverySpend extends HoldContract {
        HoldsKeepingEverySpend() {
            super(OwnTransactionHoldsTest::keepingEverySpend);
        }
    }

    @Nested
    class Deadlines extends HoldDeadlineContract {
        Deadlines() {
            super(OwnTransactionHoldsTest::make);
        }
    }

    @Nested
    class DeadlinesKeepingEverySpend extends HoldDeadlineContract {
        DeadlinesKeepingEverySpend() {
            super(OwnTransactionHoldsTest::keepingEverySpend);
        }
    }

    @Nested
    class Captures extends CaptureContract {
        Captures() {
            super(OwnTransactionHoldsTest::make);
        }
    }

    @Nested
    class CapturesKeepingEverySpend extends CaptureContract {
        CapturesKeepingEverySpend() {
            super(OwnTransactionHoldsTest::keepingEverySpend);
        }
    }

    @Nested
    class ClosedHolds extends ClosedHoldContract {
        ClosedHolds() {
            super(OwnTransactionHoldsTest::make);
        }
    }

    @Nested
    class ClosedHoldsKeepingEverySpend extends ClosedHoldContract {
        ClosedHoldsKeepingEverySpend() {
            super(OwnTransactionHoldsTest::keepingEverySpend);
        }
    }

    @Nested
    class UncoveredHolds extends UncoveredHoldContract {
        UncoveredHolds() {
            super(OwnTransactionHoldsTest::make);
        }
    }

    @Nested
    class UncoveredHoldsKeepingEverySpend extends UncoveredHoldContract {
        UncoveredHoldsKeepingEverySpend() {
            super(OwnTransactionHoldsTest::keepingEverySpend);
        }
    }

    @Nested
    class Negatives extends NegativeContract {
        Negatives() {
            super(OwnTransactionHoldsTest::make);
        }
    }

    @Nested
    class NegativesKeepingEverySpend extends NegativeContract {
        NegativesKeepingEverySpend() {
            super(OwnTransactionHoldsTest::keepingEverySpend);
        }
    }

    @Nested
    class Owed extends OwedContract {
        Owed() {
            super(OwnTransactionHoldsTest::make);
        }
    }

    @Nested
    class OwedKeepingEverySpend extends OwedContract {
        OwedKeepingEverySpend() {
            super(OwnTransactionHoldsTest::keepingEverySpend);
        }
    }

    @Nested
    class Voids extends VoidContract {
        Voids() {
            super(OwnTransactionHoldsTest::make);
        }
    }

    @Nested
    class VoidsKeepingEverySpend extends VoidContract {
        VoidsKeepingEverySpend() {
            super(OwnTransactionHoldsTest::keepingEverySpend);
        }
    }

    @Nested
    class Reversals extends ReversalContract {
        Reversals() {
            super(OwnTransactionHoldsTest::make);
        }
    }

    @Nested
    class ReversalsKeepingEverySpend extends ReversalContract {
        ReversalsKeepingEverySpend() {
            super(OwnTransactionHoldsTest::keepingEverySpend);
        }
    }

    @Nested
    class OwedReversals extends OwedReversalContract {
        OwedReversals() {
            super(OwnTransactionHoldsTest::make);
        }
    }

    @Nested
    class OwedReversalsKeepingEverySpend extends OwedReversalContract {
        OwedReversalsKeepingEverySpend() {
            super(OwnTransactionHoldsTest::keepingEverySpend);
        }
    }
}
