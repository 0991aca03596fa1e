package dev.spike.provider.local;

import dev.spike.billing.Interval;
import dev.spike.billing.Money;
import dev.spike.billing.provider.SubscriptionTerms;
import dev.spike.provider.local.Columns.Binder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/** How terms look in three tables: {@code reference, name, minor, currency, billed}. */
final class Terms {

    private Terms() {}

    /** The row's terms; with the prefix before each column but the currency, which never changes. */
    static SubscriptionTerms read(ResultSet row, String prefix) throws SQLException {
        return new SubscriptionTerms(
                row.getString(prefix + "reference"),
                row.getString(prefix + "name"),
                Money.of(row.getLong(prefix + "minor"), row.getString("currency")),
                interval(row.getString(prefix + "billed")));
    }

    /** Five places. */
    static Binder bind(Binder binder, SubscriptionTerms terms) throws SQLException {
        return binder.text(terms.reference())
                .text(terms.name())
                .money(terms.price())
                .text(terms.interval().word());
    }

    static Interval interval(String word) {
        return Interval.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
