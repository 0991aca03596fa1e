package dev.spike.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * Hears of every transaction that begins, of any transaction manager of the application. Whoever first uses credits when it is
 * about over, or inside a transaction of another database, could not tell any more which one they belong to.
 */
final class ListeningForTransactions implements SmartInitializingSingleton {

    private final ListableBeanFactory beans;
    private final SpringTransactions transactions;

    ListeningForTransactions(ListableBeanFactory beans, SpringTransactions transactions) {
        this.beans = beans;
        this.transactions = transactions;
    }

    /** Those that are made later are not heard of: what begins with them is known from the first use of credits on. */
    @Override
    public void afterSingletonsInstantiated() {
        beans.getBeansOfType(ConfigurableTransactionManager.class, false, false)
                .values()
                .forEach(manager -> manager.addListener(new Listener(transactions)));
    }

    private record Listener(SpringTransactions transactions) implements TransactionExecutionListener {

        @Override
        public void afterBegin(TransactionExecution transaction, @Nullable Throwable failure) {
            if (failure == null) {
                transactions.begun();
            }
        }
    }
}
