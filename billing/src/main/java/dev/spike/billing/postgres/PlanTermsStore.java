package dev.spike.billing.postgres;

import dev.spike.billing.Interval;
import dev.spike.billing.Money;
import dev.spike.billing.OrderLine.Provided;
import dev.spike.billing.SubscribedPlan;
import dev.spike.billing.postgres.PlanTerms.Occasion;
import dev.spike.billing.postgres.PlanTerms.Provides;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code spike_subscription_terms} and what they provide: written once, never changed. */
final class PlanTermsStore {

    /** When terms are to hold. */
    enum When {
        AT_FIRST,
        NOW,
        AT_PERIOD_END;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String ADD = """
            INSERT INTO spike_subscription_terms (billable_type, billable_id, key, switch_number, plan_id, name, pay_interval,
                price_minor, currency, asked)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    void add(Connection connection, Owner owner, String key, PlanTerms terms, When when) throws SQLException {
        var price = terms.price();
        try (var statement = connection.prepareStatement(ADD)) {
            Columns.bind(statement)
                    .owner(owner)
                    .text(key)
                    .integer(terms.switchNumber())
                    .text(terms.plan().id())
                    .text(terms.plan().name())
                    .text(terms.plan().interval().word())
                    .numberIfAny(price == null ? null : price.minor())
                    .text(price == null ? null : price.currency().getCurrencyCode())
                    .text(when.word());
            Columns.exactly(1, statement);
        }
        addProvides(connection, owner, key, terms);
    }

    private static final String ADD_PROVIDES = """
            INSERT INTO spike_subscription_provides (billable_type, billable_id, key, switch_number, occasion, position, kind,
                terms)
            VALUES (?, ?, ?, ?, ?, ?, ?, jsonb_object(?))
            """;

    private static void addProvides(Connection connection, Owner owner, String key, PlanTerms terms)
            throws SQLException {
        try (var statement = connection.prepareStatement(ADD_PROVIDES)) {
            for (var each : terms.provides()) {
                Columns.bind(statement)
                        .owner(owner)
                        .text(key)
                        .integer(terms.switchNumber())
                        .text(each.occasion().word())
                        .integer(each.position())
                        .text(each.provided().kind())
                        .pairs(each.provided().terms());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** A row for each thing that they provide, or one if that is nothing. */
    private static final String FIND = """
            SELECT t.plan_id, t.name, t.pay_interval, t.price_minor, t.currency, p.occasion, p.position, p.kind,
                ARRAY(SELECT unnest(ARRAY[each.key, each.value]) FROM jsonb_each_text(p.terms) each) AS terms
            FROM spike_subscription_terms t
            LEFT JOIN spike_subscription_provides p USING (billable_type, billable_id, key, switch_number)
            WHERE t.billable_type = ? AND t.billable_id = ? AND t.key = ? AND t.switch_number = ?
            ORDER BY p.occasion, p.position
            """;

    Optional<PlanTerms> find(Connection connection, Owner owner, String key, int switchNumber) throws SQLException {
        try (var statement = connection.prepareStatement(FIND)) {
            Columns.bind(statement).owner(owner).text(key).integer(switchNumber);
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                var plan = new SubscribedPlan(
                        row.getString("plan_id"),
                        row.getString("name"),
                        Interval.valueOf(row.getString("pay_interval").toUpperCase(Locale.ROOT)));
                var price = Columns.numberIfAny(row, "price_minor");
                var currency = row.getString("currency");
                return Optional.of(new PlanTerms(
                        switchNumber, plan, price.isPresent() ? Money.of(price.get(), currency) : null, provides(row)));
            }
        }
    }

    private static List<Provides> provides(ResultSet row) throws SQLException {
        var provides = new ArrayList<Provides>();
        boolean isAny = row.getString("kind") != null;
        while (isAny) {
            provides.add(new Provides(
                    Occasion.of(row.getString("occasion")),
                    row.getInt("position"),
                    new Provided(row.getString("kind"), Columns.pairs(row, "terms"))));
            isAny = row.next();
        }
        return provides;
    }

    private static final String LATEST = """
            SELECT switch_number, asked, refused
            FROM spike_subscription_terms
            WHERE billable_type = ? AND billable_id = ? AND key = ?
            ORDER BY switch_number DESC
            LIMIT 1
            """;

    /** The last that was asked for. */
    record Latest(int switchNumber, When when, boolean refused) {}

    Latest latest(Connection connection, Owner owner, String key) throws SQLException {
        try (var statement = connection.prepareStatement(LATEST)) {
            Columns.bind(statement).owner(owner).text(key);
            try (var row = statement.executeQuery()) {
                row.next();
                return new Latest(
                        row.getInt("switch_number"),
                        When.valueOf(row.getString("asked").toUpperCase(Locale.ROOT)),
                        row.getBoolean("refused"));
            }
        }
    }

    private static final String WAITING = """
            SELECT max(switch_number) AS switch_number
            FROM spike_subscription_terms
            WHERE billable_type = ? AND billable_id = ? AND key = ? AND switch_number > ?
                AND asked = 'at_period_end' AND NOT refused
            """;

    /** The last that are to hold when the period ends, by their number; none if those in force stay. */
    OptionalInt waiting(Connection connection, SubscriptionRow row) throws SQLException {
        try (var statement = connection.prepareStatement(WAITING)) {
            Columns.bind(statement)
                    .owner(row.owner())
                    .text(row.key())
                    .integer(row.told().switchNumber());
            try (var found = statement.executeQuery()) {
                found.next();
                int number = found.getInt("switch_number");
                return found.wasNull() ? OptionalInt.empty() : OptionalInt.of(number);
            }
        }
    }

    private static final String GIVE_UP_WAITING = """
            UPDATE spike_subscription_terms
            SET refused = true
            WHERE billable_type = ? AND billable_id = ? AND key = ? AND switch_number > ?
                AND asked = 'at_period_end' AND NOT refused
            """;

    /** What was to hold when the period ends no longer is, as the subscription ends then. */
    void giveUpWaiting(Connection connection, SubscriptionRow row, int switchNumber) throws SQLException {
        try (var statement = connection.prepareStatement(GIVE_UP_WAITING)) {
            Columns.bind(statement).owner(row.owner()).text(row.key()).integer(switchNumber);
            statement.executeUpdate();
        }
    }

    private static final String REFUSED = """
            UPDATE spike_subscription_terms
            SET refused = true
            WHERE billable_type = ? AND billable_id = ? AND key = ? AND switch_number = ?
            """;

    void refused(Connection connection, Owner owner, String key, int switchNumber) throws SQLException {
        try (var statement = connection.prepareStatement(REFUSED)) {
            Columns.bind(statement).owner(owner).text(key).integer(switchNumber);
            Columns.exactly(1, statement);
        }
    }
}
