package dev.spike.provider.local;

import dev.spike.billing.provider.PaymentMethod;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code spike_local_payment_methods}: the cards that paid, and were not forgotten. */
final class PaymentMethodStore {

    /** A card that is kept; what is forgotten is known only so that forgetting it again is done. */
    record Kept(String id, TestCard card, Instant savedAt, boolean isDefault, boolean forgotten) {

        PaymentMethod shown() {
            var expires = card == TestCard.EXPIRES_LATER ? YearMonth.from(savedAt.atOffset(ZoneOffset.UTC)) : null;
            return new PaymentMethod(id, "card", card.label(), expires, isDefault);
        }
    }

    private static final String LIST = """
            SELECT id, card, saved_at, is_default, forgotten
            FROM spike_local_payment_methods
            WHERE customer_id = ?
            ORDER BY is_default DESC, saved_at DESC, id
            """;

    /** The default first, then the latest saved; with those that were forgotten. */
    List<Kept> list(Connection connection, String customerId) throws SQLException {
        try (var statement = connection.prepareStatement(LIST)) {
            Columns.bind(statement).text(customerId);
            var kept = new ArrayList<Kept>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    kept.add(new Kept(
                            row.getString("id"),
                            TestCard.valueOf(row.getString("card")),
                            Columns.instant(row, "saved_at"),
                            row.getBoolean("is_default"),
                            row.getBoolean("forgotten")));
                }
            }
            return kept;
        }
    }

    private static final String CHARGED = """
            SELECT card
            FROM spike_local_payment_methods
            WHERE customer_id = ? AND is_default
            """;

    /** The card that is charged with nobody there: the default. */
    Optional<TestCard> charged(Connection connection, String customerId) throws SQLException {
        try (var statement = connection.prepareStatement(CHARGED)) {
            Columns.bind(statement).text(customerId);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(TestCard.valueOf(row.getString("card"))) : Optional.empty();
            }
        }
    }

    private static final String SAVE = """
            INSERT INTO spike_local_payment_methods (id, customer_id, card, saved_at, is_default)
            VALUES (?, ?, ?, ?, NOT EXISTS (
                SELECT FROM spike_local_payment_methods WHERE customer_id = ? AND is_default))
            ON CONFLICT (customer_id, card) WHERE NOT forgotten DO NOTHING
            """;

    /** Keeps a card that paid, if it is not kept; the first is the default. */
    void save(Connection connection, String customerId, TestCard card, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(SAVE)) {
            Columns.bind(statement)
                    .text(Ids.make("pm_"))
                    .text(customerId)
                    .text(card.name())
                    .instant(now)
                    .text(customerId);
            statement.executeUpdate();
        }
    }

    private static final String NO_DEFAULT = """
            UPDATE spike_local_payment_methods
            SET is_default = false
            WHERE customer_id = ? AND is_default
            """;

    private static final String DEFAULT = """
            UPDATE spike_local_payment_methods
            SET is_default = true
            WHERE id = ?
            """;

    void makeDefault(Connection connection, String customerId, String id) throws SQLException {
        try (var none = connection.prepareStatement(NO_DEFAULT);
                var one = connection.prepareStatement(DEFAULT)) {
            Columns.bind(none).text(customerId);
            none.executeUpdate();
            Columns.bind(one).text(id).one();
        }
    }

    private static final String FORGET = """
            UPDATE spike_local_payment_methods
            SET forgotten = true,
                is_default = false
            WHERE id = ?
            """;

    void forget(Connection connection, String id) throws SQLException {
        try (var statement = connection.prepareStatement(FORGET)) {
            Columns.bind(statement).text(id).one();
        }
    }
}
