package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.Credits;
import dev.spike.ledger.postgres.LedgerVerifier;
import dev.spike.testkit.LedgerDatabase;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The ledger keeps its rules of holds, of what is owed and of corrections when each verb joins a transaction of the host's. */
class JoinedTransactionHoldsTest {

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
        var engine = new JoiningCredits(Engines.on(DATABASE.dataSource(), setup), DATABASE.dataSource());
        return law().watching(engine, setup.clock());
    }

    private static Credits keepingEverySpend(Setup setup) {
        return make(setup.ungrouped());
    }

    @Nested
    class Holds extends HoldContract {
        Holds() {
            super(JoinedTransactionHoldsTest::make);
        }
    }

    @Nested
    class HoldsKeepingEverySpend extends HoldContract {
        HoldsKeepingEverySpend() {
            super(JoinedTransactionHoldsTest::keepingEverySpend);
        }
    }

    @Nested
    class Deadlines extends HoldDeadlineContract {
        Deadlines() {
            super(JoinedTransactionHoldsTest::make);
        }
    }

    @Nested
    class DeadlinesKeepingEverySpend extends HoldDeadlineContract {
        DeadlinesKeepingEverySpend() {
            super(JoinedTransactionHoldsTest::keepingEverySpend);
        }
    }

    @Nested
    class Captures extends CaptureContract {
        Captures() {
            super(JoinedTransactionHoldsTest::make);
        }
    }

    @Nested
    class CapturesKeepingEverySpend extends CaptureContract {
        CapturesKeepingEverySpend() {
            super(JoinedTransactionHoldsTest::keepingEverySpend);
        }
    }

    @Nested
    class ClosedHolds extends ClosedHoldContract {
        ClosedHolds() {
            super(JoinedTransactionHoldsTest::make);
        }
    }

    @Nested
    class ClosedHoldsKeepingEverySpend extends ClosedHoldContract {
        ClosedHoldsKeepingEverySpend() {
            super(JoinedTransactionHoldsTest::keepingEverySpend);
        }
    }

    @Nested
    class UncoveredHolds extends UncoveredHoldContract {
        UncoveredHolds() {
            super(JoinedTransactionHoldsTest::make);
        }
    }

    @Nested
    class UncoveredHoldsKeepingEverySpend extends UncoveredHoldContract {
        UncoveredHoldsKeepingEverySpend() {
            super(JoinedTransactionHoldsTest::keepingEverySpend);
        }
    }

    @Nested
    class Negatives extends NegativeContract {
        Negatives() {
            super(JoinedTransactionHoldsTest::make);
        }
    }

    @Nested
    class NegativesKeepingEverySpend extends NegativeContract {
        NegativesKeepingEverySpend() {
            super(JoinedTransactionHoldsTest::keepingEverySpend);
        }
    }

    @Nested
    class Owed extends OwedContract {
        Owed() {
            super(JoinedTransactionHoldsTest::make);
        }
    }

    @Nested
    class OwedKeepingEverySpend extends OwedContract {
        OwedKeepingEverySpend() {
            super(JoinedTransactionHoldsTest::keepingEverySpend);
        }
    }

    @Nested
    class Voids extends VoidContract {
        Voids() {
            super(JoinedTransactionHoldsTest::make);
        }
    }

    @Nested
    class VoidsKeepingEverySpend extends VoidContract {
        VoidsKeepingEverySpend() {
            super(JoinedTransactionHoldsTest::keepingEverySpend);
        }
    }

    @Nested
    class Reversals extends ReversalContract {
        Reversals() {
            super(JoinedTransactionHoldsTest::make);
        }
    }

    @Nested
    class ReversalsKeepingEverySpend extends ReversalContract {
        ReversalsKeepingEverySpend() {
            super(JoinedTransactionHoldsTest::keepingEverySpend);
        }
    }

    @Nested
    class OwedReversals extends OwedReversalContract {
        OwedReversals() {
            super(JoinedTransactionHoldsTest::make);
        }
    }

    @Nested
    class OwedReversalsKeepingEverySpend extends OwedReversalContract {
        OwedReversalsKeepingEverySpend() {
            super(JoinedTransactionHoldsTest::keepingEverySpend);
        }
    }
}
