package dev.spike.portal;

import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.PaymentProvider;
import dev.spike.billing.provider.SubscriptionProvider;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Stands between billing and a provider that does not answer, while it is kept. */
final class Silence {

    private final AtomicBoolean kept = new AtomicBoolean();

    void keep(boolean silent) {
        kept.set(silent);
    }

    PaymentProvider over(PaymentProvider provider) {
        return over(PaymentProvider.class, provider);
    }

    private <T> T over(Class<T> type, T loud) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, asked, with) -> {
            if (asked.getReturnType() == Answer.class && kept.get()) {
                return Answer.unknown("It is silent.");
            }
            try {
                var answer = asked.invoke(loud, with);
                return asked.getName().equals("subscriptions")
                        ? ((Optional<?>) answer)
                                .map(SubscriptionProvider.class::cast)
                                .map(subscriptions -> over(SubscriptionProvider.class, subscriptions))
                        : answer;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
