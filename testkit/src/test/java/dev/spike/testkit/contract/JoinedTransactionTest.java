package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.Credits;
import dev.spike.ledger.postgres.LedgerVerifier;
import dev.spike.testkit.LedgerDatabase;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The ledger keeps its rules when each verb joins a transaction of the host's. */
class JoinedTransactionTest {

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
    class Balances extends BalanceContract {
        Balances() {
            super(JoinedTransactionTest::make);
        }
    }

    @Nested
    class BalancesKeepingEverySpend extends BalanceContract {
        BalancesKeepingEverySpend() {
            super(JoinedTransactionTest::keepingEverySpend);
        }
    }

    @Nested
    class Spends extends SpendContract {
        Spends() {
            super(JoinedTransactionTest::make);
        }
    }

    @Nested
    class SpendsKeepingEverySpend extends SpendContract {
        SpendsKeepingEverySpend() {
            super(JoinedTransactionTest::keepingEverySpend);
        }
    }

    @Nested
    class SpendsOfSeveral extends SpendAllContract {
        SpendsOfSeveral() {
            super(JoinedTransactionTest::make);
        }
    }

    @Nested
    class SpendsOfSeveralKeepingEverySpend extends SpendAllContract {
        SpendsOfSeveralKeepingEverySpend() {
            super(JoinedTransactionTest::keepingEverySpend);
        }
    }

    @Nested
    class KeysOfSpendsOfSeveral extends SpendAllKeyContract {
        KeysOfSpendsOfSeveral() {
            super(JoinedTransactionTest::make);
        }
    }

    @Nested
    class Removals extends RemoveContract {
        Removals() {
            super(JoinedTransactionTest::make);
        }
    }

    @Nested
    class RemovalsOfWhatIsFree extends RemoveRestContract {
        RemovalsOfWhatIsFree() {
            super(JoinedTransactionTest::make);
        }
    }

    @Nested
    class RemovalsKeepingEverySpend extends RemoveContract {
        RemovalsKeepingEverySpend() {
            super(JoinedTransactionTest::keepingEverySpend);
        }
    }

    @Nested
    class Expiries extends ExpiryContract {
        Expiries() {
            super(JoinedTransactionTest::make);
        }
    }

    @Nested
    class ExpiriesKeepingEverySpend extends ExpiryContract {
        ExpiriesKeepingEverySpend() {
            super(JoinedTransactionTest::keepingEverySpend);
        }
    }

    @Nested
    class Usage extends UsageContract {
        Usage() {
            super(JoinedTransactionTest::make);
        }
    }

    @Nested
    class UsageKeepingEverySpend extends UsageContract {
        UsageKeepingEverySpend() {
            super(JoinedTransactionTest::keepingEverySpend);
        }
    }

    @Nested
    class Receipts extends ReceiptContract {
        Receipts() {
            super(JoinedTransactionTest::make);
        }
    }

    @Nested
    class ReceiptsKeepingEverySpend extends ReceiptContract {
        ReceiptsKeepingEverySpend() {
            super(JoinedTransactionTest::keepingEverySpend);
        }
    }

    @Nested
    class Keys extends IdempotencyContract {
        Keys() {
            super(JoinedTransactionTest::make);
        }
    }

    @Nested
    class KeysKeepingEverySpend extends IdempotencyContract {
        KeysKeepingEverySpend() {
            super(JoinedTransactionTest::keepingEverySpend);
        }
    }

    @Nested
    class Time extends TimeContract {
        Time() {
            super(JoinedTransactionTest::make);
        }
    }

    @Nested
    class TimeKeepingEverySpend extends TimeContract {
        TimeKeepingEverySpend() {
            super(JoinedTransactionTest::keepingEverySpend);
        }
    }

    @Nested
    class Additions extends AddContract {
        Additions() {
            super(JoinedTransactionTest::make);
        }
    }

    @Nested
    class Grants extends GrantContract {
        Grants() {
            super(JoinedTransactionTest::make);
        }
    }

    @Nested
    class BurnDownOrders extends BurnDownOrderContract {
        BurnDownOrders() {
            super(JoinedTransactionTest::make);
        }
    }

    @Nested
    class Grouping extends GroupingContract {
        Grouping() {
            super(JoinedTransactionTest::make);
        }
    }

    @Nested
    class Backdating extends BackdatingContract {
        Backdating() {
            super(JoinedTransactionTest::make);
        }
    }

    @Nested
    class KeyReuse extends KeyReuseContract {
        KeyReuse() {
            super(JoinedTransactionTest::make);
        }
    }

    @Nested
    class Refusals extends RefusalContract {
        Refusals() {
            super(JoinedTransactionTest::make);
        }
    }

    @Nested
    class RefusalOrders extends RefusalOrderContract {
        RefusalOrders() {
            super(JoinedTransactionTest::make);
        }
    }

    @Nested
    class Texts extends TextContract {
        Texts() {
            super(JoinedTransactionTest::make);
        }
    }

    @Nested
    class Transactions extends TransactionContract {
        Transactions() {
            super(JoinedTransactionTest::make);
        }
    }

    @Nested
    class TransactionQueries extends TransactionQueryContract {
        TransactionQueries() {
            super(JoinedTransactionTest::make);
        }
    }

    @Nested
    class Listening extends ListeningContract {
        Listening() {
            super(JoinedTransactionTest::make);
        }
    }

    @Nested
    class LawOfTheBalance extends LawContract {
        LawOfTheBalance() {
            super(JoinedTransactionTest::make, law());
        }
    }
}
