package dev.spike.testkit.contract;

import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.Credits;
import java.util.function.Function;

/** An account whose every verb joins a host's transaction of its own. */
record JoiningAccount(CreditAccount account, JoiningCredits credits, Function<Credits, CreditAccount> within)
        implements AskingAccount {

    @Override
    public <T> T ask(Function<CreditAccount, T> question) {
        return credits.joined(within.andThen(question));
    }

    @Override
    public Billable billable() {
        return account.billable();
    }

    @Override
    public CreditType creditType() {
        return account.creditType();
    }
}
