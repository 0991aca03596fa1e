package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.Credits;
import dev.spike.ledger.postgres.LedgerVerifier;
import dev.spike.testkit.LedgerDatabase;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The ledger remembers and explains, on its own and in transactions of the host's. */
class HistoryContractsTest {

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    @AfterAll
    static void the_books_agree() {
        assertThat(new LedgerVerifier(DATABASE.dataSource()).verify().findings())
                .isEmpty();
    }

    private static Credits own(Setup setup) {
        return Engines.on(DATABASE.dataSource(), setup);
    }

    private static Credits ownKeepingEverySpend(Setup setup) {
        return own(setup.ungrouped());
    }

    private static Credits joined(Setup setup) {
        return new JoiningCredits(own(setup), DATABASE.dataSource());
    }

    private static Credits joinedKeepingEverySpend(Setup setup) {
        return joined(setup.ungrouped());
    }

    @Nested
    class Past extends BalanceAtContract {
        Past() {
            super(HistoryContractsTest::own);
        }
    }

    @Nested
    class PastKeepingEverySpend extends BalanceAtContract {
        PastKeepingEverySpend() {
            super(HistoryContractsTest::ownKeepingEverySpend);
        }
    }

    @Nested
    class PastJoined extends BalanceAtContract {
        PastJoined() {
            super(HistoryContractsTest::joined);
        }
    }

    @Nested
    class PastJoinedKeepingEverySpend extends BalanceAtContract {
        PastJoinedKeepingEverySpend() {
            super(HistoryContractsTest::joinedKeepingEverySpend);
        }
    }

    @Nested
    class Why extends ExplainContract {
        Why() {
            super(HistoryContractsTest::own);
        }
    }

    @Nested
    class WhyKeepingEverySpend extends ExplainContract {
        WhyKeepingEverySpend() {
            super(HistoryContractsTest::ownKeepingEverySpend);
        }
    }

    @Nested
    class WhyJoined extends ExplainContract {
        WhyJoined() {
            super(HistoryContractsTest::joined);
        }
    }

    @Nested
    class WhyJoinedKeepingEverySpend extends ExplainContract {
        WhyJoinedKeepingEverySpend() {
            super(HistoryContractsTest::joinedKeepingEverySpend);
        }
    }
}
