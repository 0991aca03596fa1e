package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.Credits;
import dev.spike.ledger.postgres.LedgerVerifier;
import dev.spike.testkit.LedgerDatabase;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The ledger keeps its rules when each verb is a transaction of its own. */
class OwnTransactionTest {

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
    class Balances extends BalanceContract {
        Balances() {
            super(OwnTransactionTest::make);
        }
    }

    @Nested
    class BalancesKeepingEverySpend extends BalanceContract {
        BalancesKeepingEverySpend() {
            super(OwnTransactionTest::keepingEverySpend);
        }
    }

    @Nested
    class Spends extends SpendContract {
        Spends() {
            super(OwnTransactionTest::make);
        }
    }

    @Nested
    class SpendsKeepingEverySpend extends SpendContract {
        SpendsKeepingEverySpend() {
            super(OwnTransactionTest::keepingEverySpend);
        }
    }

    @Nested
    class SpendsOfSeveral extends SpendAllContract {
        SpendsOfSeveral() {
            super(OwnTransactionTest::make);
        }
    }

    @Nested
    class SpendsOfSeveralKeepingEverySpend extends SpendAllContract {
        SpendsOfSeveralKeepingEverySpend() {
            super(OwnTransactionTest::keepingEverySpend);
        }
    }

    @Nested
    class KeysOfSpendsOfSeveral extends SpendAllKeyContract {
        KeysOfSpendsOfSeveral() {
            super(OwnTransactionTest::make);
        }
    }

    @Nested
    class Removals extends RemoveContract {
        Removals() {
            super(OwnTransactionTest::make);
        }
    }

    @Nested
    class RemovalsOfWhatIsFree extends RemoveRestContract {
        RemovalsOfWhatIsFree() {
            super(OwnTransactionTest::make);
        }
    }

    @Nested
    class RemovalsKeepingEverySpend extends RemoveContract {
        RemovalsKeepingEverySpend() {
            super(OwnTransactionTest::keepingEverySpend);
        }
    }

    @Nested
    class Expiries extends ExpiryContract {
        Expiries() {
            super(OwnTransactionTest::make);
        }
    }

    @Nested
    class ExpiriesKeepingEverySpend extends ExpiryContract {
        ExpiriesKeepingEverySpend() {
            super(OwnTransactionTest::keepingEverySpend);
        }
    }

    @Nested
    class Usage extends UsageContract {
        Usage() {
            super(OwnTransactionTest::make);
        }
    }

    @Nested
    class UsageKeepingEverySpend extends UsageContract {
        UsageKeepingEverySpend() {
            super(OwnTransactionTest::keepingEverySpend);
        }
    }

    @Nested
    class Receipts extends ReceiptContract {
        Receipts() {
            super(OwnTransactionTest::make);
        }
    }

    @Nested
    class ReceiptsKeepingEverySpend extends ReceiptContract {
        ReceiptsKeepingEverySpend() {
            super(OwnTransactionTest::keepingEverySpend);
        }
    }

    @Nested
    class Keys extends IdempotencyContract {
        Keys() {
            super(OwnTransactionTest::make);
        }
    }

    @Nested
    class KeysKeepingEverySpend extends IdempotencyContract {
        KeysKeepingEverySpend() {
            super(OwnTransactionTest::keepingEverySpend);
        }
    }

    @Nested
    class Time extends TimeContract {
        Time() {
            super(OwnTransactionTest::make);
        }
    }

    @Nested
    class TimeKeepingEverySpend extends TimeContract {
        TimeKeepingEverySpend() {
            super(OwnTransactionTest::keepingEverySpend);
        }
    }

    @Nested
    class Additions extends AddContract {
        Additions() {
            super(OwnTransactionTest::make);
        }
    }

    @Nested
    class Grants extends GrantContract {
        Grants() {
            super(OwnTransactionTest::make);
        }
    }

    @Nested
    class BurnDownOrders extends BurnDownOrderContract {
        BurnDownOrders() {
            super(OwnTransactionTest::make);
        }
    }

    @Nested
    class Grouping extends GroupingContract {
        Grouping() {
            super(OwnTransactionTest::make);
        }
    }

    @Nested
    class Backdating extends BackdatingContract {
        Backdating() {
            super(OwnTransactionTest::make);
        }
    }

    @Nested
    class KeyReuse extends KeyReuseContract {
        KeyReuse() {
            super(OwnTransactionTest::make);
        }
    }

    @Nested
    class Refusals extends RefusalContract {
        Refusals() {
            super(OwnTransactionTest::make);
        }
    }

    @Nested
    class RefusalOrders extends RefusalOrderContract {
        RefusalOrders() {
            super(OwnTransactionTest::make);
        }
    }

    @Nested
    class Texts extends TextContract {
        Texts() {
            super(OwnTransactionTest::make);
        }
    }

    @Nested
    class Transactions extends TransactionContract {
        Transactions() {
            super(OwnTransactionTest::make);
        }
    }

    @Nested
    class TransactionQueries extends TransactionQueryContract {
        TransactionQueries() {
            super(OwnTransactionTest::make);
        }
    }

    @Nested
    class Listening extends ListeningContract {
        Listening() {
            super(OwnTransactionTest::make);
        }
    }

    @Nested
    class LawOfTheBalance extends LawContract {
        LawOfTheBalance() {
            super(OwnTransactionTest::make, law());
        }
    }
}
