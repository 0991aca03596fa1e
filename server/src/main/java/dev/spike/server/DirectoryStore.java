package dev.spike.server;

import dev.spike.ledger.AccountId;
import dev.spike.ledger.CreditType;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Which accounts there are, for operators. Reads only. */
final class DirectoryStore {

    private final DataSource dataSource;

    DirectoryStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** An account by its number and its type. */
    record Entry(AccountId account, CreditType type) {}

    private static final String ACCOUNTS_OF_OWNER = """
            SELECT id, credit_type
            FROM spike_credit_accounts
            WHERE billable_type = ? AND billable_id = ?
            ORDER BY credit_type
            """;

    /** The accounts that the owner has, by credit type. */
    List<Entry> accountsOf(String billableType, String billableId) {
        return entries(ACCOUNTS_OF_OWNER, statement -> {
            statement.setString(1, billableType);
            statement.setString(2, billableId);
        });
    }

    private static final String TYPE_OF_ACCOUNT = """
            SELECT id, credit_type
            FROM spike_credit_accounts
            WHERE id = ?
            """;

    /** The credit type of the account; none if there is no such account. */
    List<CreditType> typeOf(AccountId account) {
        return entries(TYPE_OF_ACCOUNT, statement -> statement.setLong(1, account.number())).stream()
                .map(Entry::type)
                .toList();
    }

    private static final String HAS_TABLE = """
            SELECT to_regclass(?) IS NOT NULL
            """;

    /** Whether the table is there, which a part of Spike makes that not everybody uses. */
    boolean hasTable(String name) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(HAS_TABLE)) {
            statement.setString(1, name);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new CommandException("The tables could not be looked at: " + e.getMessage());
        }
    }

    private List<Entry> entries(String select, Binding binding) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(select)) {
            binding.bind(statement);
            var entries = new ArrayList<Entry>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    entries.add(new Entry(
                            new AccountId(row.getLong("id")), CreditTypes.ofId(row.getString("credit_type"))));
                }
            }
            return entries;
        } catch (SQLException e) {
            throw new CommandException("The accounts could not be read: " + e.getMessage());
        }
    }

    private interface Binding {

        void bind(PreparedStatement statement) throws SQLException;
    }
}
