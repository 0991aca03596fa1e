package dev.spike.provider.local;

import dev.spike.billing.Money;
import dev.spike.billing.Reduction;
import dev.spike.billing.Repetition;
import dev.spike.billing.provider.RecurringDiscount;
import dev.spike.billing.provider.Refusal;
import dev.spike.billing.provider.SubscriptionRequest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code spike_local_subscription_requests}: what each key asked for, also when it was refused. */
final class SubscriptionRequestStore {

    /** What was asked for, and how. */
    record Asked(
            SubscriptionRequest request,
            boolean atPage,
            @Nullable Refusal refusal) {}

    private static final String FIND = """
            SELECT key, customer_id, reference, name, minor, currency, billed, trial_ends_at, discount_code,
                discount_percent, discount_minor, discount_periods, at_page, refusal
            FROM spike_local_subscription_requests
            WHERE key = ?
            """;

    Optional<Asked> find(Connection connection, String key) throws SQLException {
        try (var statement = connection.prepareStatement(FIND)) {
            Columns.bind(statement).text(key);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(asked(row)) : Optional.empty();
            }
        }
    }

    private static Asked asked(ResultSet row) throws SQLException {
        var refusal = row.getString("refusal");
        return new Asked(
                new SubscriptionRequest(
                        row.getString("key"),
                        row.getString("customer_id"),
                        Terms.read(row, ""),
                        Columns.maybeInstant(row, "trial_ends_at"),
                        discount(row)),
                row.getBoolean("at_page"),
                refusal == null ? null : Refusal.valueOf(refusal));
    }

    /** The row's discount, of its currency. */
    static @Nullable RecurringDiscount discount(ResultSet row) throws SQLException {
        var code = row.getString("discount_code");
        if (code == null) {
            return null;
        }
        int percent = row.getInt("discount_percent");
        Reduction reduction = row.wasNull()
                ? new Reduction.Fixed(Money.of(row.getLong("discount_minor"), row.getString("currency")))
                : new Reduction.Percent(percent);
        return new RecurringDiscount(code, reduction, Repetition.times(row.getInt("discount_periods")));
    }

    /** The four columns of it. */
    static Columns.Binder bind(Columns.Binder binder, @Nullable RecurringDiscount discount) throws SQLException {
        var reduction = discount == null ? null : discount.reduction();
        return binder.text(discount == null ? null : discount.code())
                .maybeNumber(reduction instanceof Reduction.Percent share ? (long) share.percent() : null)
                .maybeNumber(
                        reduction instanceof Reduction.Fixed fixed
                                ? fixed.money().minor()
                                : null)
                .maybeNumber(discount == null ? null : (long) discount.periods().max());
    }

    private static final String ADD = """
            INSERT INTO spike_local_subscription_requests (key, customer_id, reference, name, minor, currency, billed,
                trial_ends_at, discount_code, discount_percent, discount_minor, discount_periods, at_page, refusal)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    void add(Connection connection, Asked asked) throws SQLException {
        var request = asked.request();
        var refusal = asked.refusal();
        try (var statement = connection.prepareStatement(ADD)) {
            var binder = Columns.bind(statement).text(request.key()).text(request.customerId());
            Terms.bind(binder, request.terms()).instant(request.trialEndsAt());
            bind(binder, request.discount())
                    .truth(asked.atPage())
                    .text(refusal == null ? null : refusal.name())
                    .one();
        }
    }
}
