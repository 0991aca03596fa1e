package dev.spike.provider.local;

import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.Forgotten;
import dev.spike.billing.provider.PaymentMethod;
import dev.spike.billing.provider.Refusal;
import dev.spike.provider.local.PaymentMethodStore.Kept;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The cards of a customer: which there are, which is the default, which are forgotten. */
final class Methods {

    private final CustomerStore customers = new CustomerStore();
    private final PaymentMethodStore store = new PaymentMethodStore();

    Answer<List<PaymentMethod>> list(Connection connection, String customerId) throws SQLException {
        return customers.exists(connection, customerId)
                ? Answer.done(
                        kept(connection, customerId).stream().map(Kept::shown).toList())
                : Answers.noCustomer(customerId);
    }

    private List<Kept> kept(Connection connection, String customerId) throws SQLException {
        return store.list(connection, customerId).stream()
                .filter(kept -> !kept.forgotten())
                .toList();
    }

    private Optional<Kept> find(Connection connection, String customerId, String id) throws SQLException {
        return store.list(connection, customerId).stream()
                .filter(kept -> kept.id().equals(id))
                .findFirst();
    }

    Answer<PaymentMethod> makeDefault(Connection connection, String customerId, String id) throws SQLException {
        var found = find(connection, customerId, id);
        if (found.isEmpty() || found.get().forgotten()) {
            return none(customerId, id);
        }
        store.makeDefault(connection, customerId, id);
        return Answer.done(find(connection, customerId, id).orElseThrow().shown());
    }

    /** When the default is forgotten, the latest saved of the others is the default. */
    Answer<Forgotten> forget(Connection connection, String customerId, String id) throws SQLException {
        var found = find(connection, customerId, id);
        if (found.isEmpty()) {
            return none(customerId, id);
        }
        store.forget(connection, id);
        if (found.get().isDefault()) {
            var next = kept(connection, customerId).stream().findFirst();
            if (next.isPresent()) {
                store.makeDefault(connection, customerId, next.get().id());
            }
        }
        return Answer.done(new Forgotten(id));
    }

    /** What a charge with nobody there would come to now; none when it would be paid. */
    Optional<Refusal> whenCharged(Connection connection, String customerId) throws SQLException {
        var charged = store.charged(connection, customerId);
        return charged.isEmpty()
                ? Optional.of(Refusal.NO_PAYMENT_METHOD)
                : charged.get().whenCharged();
    }

    /** Keeps a card that paid; the first is the default. */
    void keep(Connection connection, String customerId, TestCard card, Instant now) throws SQLException {
        store.save(connection, customerId, card, now);
    }

    /** Keeps the card, and makes it the default. */
    PaymentMethod prefer(Connection connection, String customerId, TestCard card, Instant now) throws SQLException {
        store.save(connection, customerId, card, now);
        var kept = kept(connection, customerId).stream()
                .filter(one -> one.card() == card)
                .findFirst()
                .orElseThrow();
        store.makeDefault(connection, customerId, kept.id());
        return find(connection, customerId, kept.id()).orElseThrow().shown();
    }

    private static <T> Answer<T> none(String customerId, String id) {
        return Answer.refused(
                Refusal.NOT_FOUND, "The customer '" + customerId + "' has no means of payment '" + id + "'.");
    }
}
