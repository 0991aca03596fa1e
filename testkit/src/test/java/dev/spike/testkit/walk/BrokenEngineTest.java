package dev.spike.testkit.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.AllSpent;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.Credits;
import dev.spike.ledger.Declined;
import dev.spike.ledger.GrantTerms;
import dev.spike.ledger.NoneSpent;
import dev.spike.ledger.NoneSpent.Shortage;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.SpendAllRequest;
import dev.spike.ledger.SpendAllResult;
import dev.spike.ledger.SpendRequest;
import dev.spike.testkit.LedgerDatabase;
import dev.spike.testkit.contract.Engines;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A walk finds an engine that breaks a rule, and tells it in few steps. */
@Tag("thorough")
class BrokenEngineTest {

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    @Test
    void finds_an_engine_that_forgets_an_expiry() {
        var told = told(setup -> meddled(setup, (account, request) -> {
            if (request[0] instanceof AddRequest add) {
                request[0] = add.withTerms(forEver(add.terms()));
            }
        }));

        assertThat(told).contains("these 1 steps suffice", "ending", "The answer to add ");
    }

    private static GrantTerms forEver(GrantTerms terms) {
        return new GrantTerms(
                terms.effectiveAt(),
                null,
                terms.createdAt(),
                terms.priority(),
                terms.promotional(),
                terms.carriedOver());
    }

    @Test
    void finds_an_engine_that_spends_twice() {
        var told = told(setup -> meddled(setup, (account, request) -> {
            if (request[0] instanceof SpendRequest spend) {
                account.trySpend(SpendRequest.of(spend.amount()));
            }
        }));

        assertThat(told).contains("these 2 steps suffice", "add ", "spend ", "The answer to spend ");
    }

    @Test
    void finds_an_engine_that_looks_at_no_key() {
        var told = told(setup -> meddled(setup, (account, request) -> {
            if (request[0] instanceof AddRequest add) {
                request[0] = new AddRequest(add.amount(), null, add.type(), add.terms(), add.remarks(), add.source());
            }
        }));

        assertThat(told).contains("these 2 steps suffice", "again under key");
    }

    @Test
    void finds_an_engine_whose_clock_stands_still() {
        var told = told(setup -> Engines.on(DATABASE.dataSource(), setup.at(LATER)));

        assertThat(told).contains("steps suffice", "the clock shows").hasLineCount(4);
    }

    @Test
    void finds_an_engine_whose_accounts_decide_alone() {
        var told = told(setup -> {
            var real = Engines.on(DATABASE.dataSource(), setup);
            return proxy(
                    Credits.class,
                    (method, arguments) -> arguments != null && arguments[0] instanceof SpendAllRequest request
                            ? eachAlone(real, request)
                            : called(real, method, arguments));
        });

        assertThat(told).contains("these 2 steps suffice", "add ", "spend ", " of account 1", "The answers to spend ");
    }

    private static SpendAllResult eachAlone(Credits credits, SpendAllRequest request) {
        var receipts = new ArrayList<Receipt>();
        var shortages = new ArrayList<Shortage>();
        for (var part : request.parts()) {
            var spend = new SpendRequest(part.amount(), request.key(), request.remarks(), request.datedAt());
            var result = credits.of(part.billable(), part.creditType()).trySpend(spend);
            receipts.add(result.receipt());
            if (result instanceof Declined declined) {
                shortages.add(new Shortage(part, declined));
            }
        }
        return shortages.isEmpty() ? new AllSpent(receipts) : new NoneSpent(receipts, shortages);
    }

    private static final String LATER = "2026-04-01T00:00:00Z";

    private static String told(Maker broken) {
        var walk = new Walk(broken, Setup.standard().at(LATER), new Books(DATABASE.dataSource()));
        return String.valueOf(catchThrowable(() -> walk.run(1, 200)).getMessage());
    }

    private static Credits meddled(Setup setup, BiConsumer<CreditAccount, Object[]> meddling) {
        var real = Engines.on(DATABASE.dataSource(), setup);
        return proxy(Credits.class, (method, arguments) -> {
            var answer = called(real, method, arguments);
            return answer instanceof CreditAccount account
                    ? proxy(CreditAccount.class, (verb, request) -> {
                        if (request != null && request.length > 0) {
                            meddling.accept(account, request);
                        }
                        return called(account, verb, request);
                    })
                    : answer;
        });
    }

    private interface Call {

        @Nullable
        Object on(Method method, Object @Nullable [] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> call.on(method, arguments)));
    }

    private static @Nullable Object called(Object real, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
