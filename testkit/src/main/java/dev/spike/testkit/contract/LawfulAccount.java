package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.Balance;
import dev.spike.ledger.CreditAccount;
import java.time.InstantSource;
import java.util.function.Function;

/** An account whose every balance is held against the law; all else is passed on. */
record LawfulAccount(CreditAccount account, Law law, InstantSource clock) implements AskingAccount {

    @Override
    public <T> T ask(Function<CreditAccount, T> question) {
        return question.apply(account);
    }

    @Override
    public Balance balance() {
        var balance = account.balance();
        assertThat(law.sum(account, law.timeOf(account, clock)))
                .as("the law of the balance, where %s was answered", balance)
                .isEqualTo(balance.total());
        return balance;
    }
}
