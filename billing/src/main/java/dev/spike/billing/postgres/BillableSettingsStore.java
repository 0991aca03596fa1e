package dev.spike.billing.postgres;

import dev.spike.billing.BillableSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code spike_billing_settings}: what somebody has chosen for its own billing. */
final class BillableSettingsStore {

    private static final String FIND = """
            SELECT invoice_name, invoice_address, language, zone, end_notice_days,
                ARRAY(SELECT unnest(ARRAY[t.key, t.value]) FROM jsonb_each_text(low_balances) t) AS low_balances
            FROM spike_billing_settings
            WHERE billable_type = ? AND billable_id = ?
            """;

    Optional<BillableSettings> find(Connection connection, Owner owner) throws SQLException {
        try (var statement = connection.prepareStatement(FIND)) {
            Columns.bind(statement).owner(owner);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(settings(row)) : Optional.empty();
            }
        }
    }

    private static BillableSettings settings(ResultSet row) throws SQLException {
        var lowBalances = new TreeMap<String, Long>();
        Columns.pairs(row, "low_balances").forEach((type, amount) -> lowBalances.put(type, Long.valueOf(amount)));
        var zone = row.getString("zone");
        return new BillableSettings(
                row.getString("invoice_name"),
                row.getString("invoice_address"),
                row.getString("language"),
                zone == null || isKnown(zone) ? zone : null,
                lowBalances,
                row.getObject("end_notice_days", Integer.class));
    }

    /** A node with older data of zones must show the rest. */
    private static boolean isKnown(String zone) {
        return ZoneId.getAvailableZoneIds().contains(zone);
    }

    private static final String SAVE = """
            INSERT INTO spike_billing_settings AS s (billable_type, billable_id, invoice_name, invoice_address, language, zone,
                low_balances, end_notice_days, changed_at)
            VALUES (?, ?, ?, ?, ?, ?, jsonb_object(?), ?, ?)
            ON CONFLICT (billable_type, billable_id) DO UPDATE
            SET invoice_name = excluded.invoice_name,
                invoice_address = excluded.invoice_address,
                language = excluded.language,
                zone = excluded.zone,
                low_balances = excluded.low_balances,
                end_notice_days = excluded.end_notice_days,
                changed_at = excluded.changed_at
            WHERE (s.invoice_name, s.invoice_address, s.language, s.zone, s.low_balances, s.end_notice_days)
                IS DISTINCT FROM (excluded.invoice_name, excluded.invoice_address, excluded.language, excluded.zone,
                    excluded.low_balances, excluded.end_notice_days)
            """;

    /** Instead of those before; the same again change nothing. */
    void save(Connection connection, Owner owner, BillableSettings settings, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(SAVE)) {
            Columns.bind(statement)
                    .owner(owner)
                    .text(settings.invoiceName())
                    .text(settings.invoiceAddress())
                    .text(settings.language())
                    .text(settings.zone())
                    .pairs(settings.lowBalances().entrySet().stream()
                            .collect(Collectors.toMap(Map.Entry::getKey, each -> Long.toString(each.getValue()))))
                    .integerIfAny(settings.endNoticeDays())
                    .instant(now);
            statement.executeUpdate();
        }
    }
}
