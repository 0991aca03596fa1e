package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.spike.ledger.Balance;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.CreditTransaction;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.Grant;
import dev.spike.ledger.SpikeException;
import dev.spike.ledger.TransactionPage;
import java.util.List;
import java.util.function.Consumer;

/** All that can be seen of an account, to tell that nothing moved. */
record Standing(Balance balance, List<Grant> grants, List<CreditTransaction> newest) {

    static Standing of(CreditAccount account) {
        return new Standing(account.balance(), account.grants(), rows(account));
    }

    /** The newest rows, newest first. */
    static List<CreditTransaction> rows(CreditAccount account) {
        return account.transactions(null, TransactionPage.SIZE_MAX).transactions();
    }

    static CreditTransaction newestRow(CreditAccount account) {
        return account.transactions(null, 1).transactions().get(0);
    }

    /** The account refuses the request with the code and a sentence, and stands as before. */
    static void assertRefused(ErrorCode code, CreditAccount account, Consumer<CreditAccount> request) {
        var before = of(account);

        var refusal = catchThrowableOfType(SpikeException.class, () -> request.accept(account));

        assertThat(refusal).as("the refusal").isNotNull().returns(code, SpikeException::error);
        assertThat(refusal).message().matches("(?s)[A-Z0-9].*\\.");
        assertThat(of(account)).isEqualTo(before);
    }
}
