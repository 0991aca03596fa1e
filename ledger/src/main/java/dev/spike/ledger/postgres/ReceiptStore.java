package dev.spike.ledger.postgres;

import dev.spike.ledger.AccountId;
import dev.spike.ledger.Allocation;
import dev.spike.ledger.Balance;
import dev.spike.ledger.Billable;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.HoldId;
import dev.spike.ledger.HoldState;
import dev.spike.ledger.IdempotencyKey;
import dev.spike.ledger.NextStart;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.Receipt.Asked;
import dev.spike.ledger.Receipt.Outcome;
import dev.spike.ledger.ReceiptId;
import dev.spike.ledger.Verb;
import dev.spike.ledger.postgres.Decision.About;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code spike_credit_receipts}: append-only. */
final class ReceiptStore {

    private static final String FIND = """
            SELECT account_id, key, decided_at, fingerprint, verb, amount, outcome, available, held, owed,
                allocation_grants, allocation_amounts, next_start_at, next_start_amount, dated_at, hold_id, hold_deadline,
                hold_grants, hold_amounts, hold_uncovered, had_enough
            FROM spike_credit_receipts
            WHERE account_id = ? AND key = ?
            """;

    /** The receipt of the key, in whichever month; sure to be the last word where the account's lock is held. */
    Optional<KeptReceipt> find(Connection connection, ReceiptId id) throws SQLException {
        try (var statement = connection.prepareStatement(FIND)) {
            Columns.bind(statement).number(id.account().number()).text(id.key().text());
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(keptReceipt(row)) : Optional.empty();
            }
        }
    }

    private static final String FIND_BY_OWNER = """
            SELECT r.account_id, r.key, r.decided_at, r.fingerprint, r.verb, r.amount, r.outcome, r.available, r.held,
                r.owed, r.allocation_grants, r.allocation_amounts, r.next_start_at, r.next_start_amount, r.dated_at, r.hold_id,
                r.hold_deadline, r.hold_grants, r.hold_amounts, r.hold_uncovered, r.had_enough
            FROM spike_credit_accounts a
            JOIN spike_credit_receipts r ON r.account_id = a.id AND r.key = ?
            WHERE a.billable_type = ? AND a.billable_id = ? AND a.credit_type = ?
            """;

    Optional<KeptReceipt> find(Connection connection, AccountRef ref, IdempotencyKey key) throws SQLException {
        try (var statement = connection.prepareStatement(FIND_BY_OWNER)) {
            Columns.bind(statement)
                    .text(key.text())
                    .text(ref.billableType())
                    .text(ref.billableId())
                    .text(ref.creditTypeId());
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(keptReceipt(row)) : Optional.empty();
            }
        }
    }

    private static final String EXPLAINED = """
            SELECT r.account_id, r.key, r.decided_at, r.fingerprint, r.verb, r.amount, r.outcome, r.available, r.held,
                r.owed, r.allocation_grants, r.allocation_amounts, r.next_start_at, r.next_start_amount, r.dated_at, r.hold_id,
                r.hold_deadline, r.hold_grants, r.hold_amounts, r.hold_uncovered, r.had_enough, r.version, r.undoes,
                r.moved_grants, r.moved_amounts, a.billable_type, a.billable_id, a.credit_type
            FROM spike_credit_receipts r
            JOIN spike_credit_accounts a ON a.id = r.account_id
            WHERE r.account_id = ? AND r.key = ?
            """;

    /** A receipt with whose it is, and all else that it says of the decision. */
    record Explained(
            KeptReceipt kept,
            Billable billable,
            String creditType,
            long version,
            @Nullable IdempotencyKey undoes,
            List<Sheet.Movement> moved) {}

    Optional<Explained> explained(Connection connection, ReceiptId id) throws SQLException {
        try (var statement = connection.prepareStatement(EXPLAINED)) {
            Columns.bind(statement).number(id.account().number()).text(id.key().text());
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(explained(row)) : Optional.empty();
            }
        }
    }

    private static Explained explained(ResultSet row) throws SQLException {
        var undoes = row.getString("undoes");
        var grants = Columns.numbers(row, "moved_grants");
        var credits = Columns.numbers(row, "moved_amounts");
        var moved = new ArrayList<Sheet.Movement>();
        for (int i = 0; i < grants.length; i++) {
            moved.add(new Sheet.Movement(grants[i] == null ? null : new GrantId(grants[i]), credits[i]));
        }
        return new Explained(
                keptReceipt(row),
                Billable.of(row.getString("billable_type"), row.getString("billable_id")),
                row.getString("credit_type"),
                row.getLong("version"),
                undoes == null ? null : new IdempotencyKey(undoes),
                moved);
    }

    private static KeptReceipt keptReceipt(ResultSet row) throws SQLException {
        var receipt = new Receipt(
                new ReceiptId(new AccountId(row.getLong("account_id")), new IdempotencyKey(row.getString("key"))),
                new Asked(Verb.ofWord(row.getString("verb")), row.getLong("amount")),
                Outcome.ofWord(row.getString("outcome")),
                allocations(row, "allocation"),
                new Balance(row.getLong("available"), row.getLong("held"), row.getLong("owed")),
                Columns.instant(row, "decided_at"),
                true);
        var nextStart = Columns.instantIfAny(row, "next_start_at");
        return new KeptReceipt(
                receipt,
                row.getObject("fingerprint", UUID.class),
                nextStart == null ? null : new NextStart(nextStart, row.getLong("next_start_amount")),
                new About(Columns.instantIfAny(row, "dated_at"), null, hold(row), row.getBoolean("had_enough")));
    }

    /** The hold as the request left it; its state is not kept here. */
    private static @Nullable OpenHold hold(ResultSet row) throws SQLException {
        var id = Columns.numberIfAny(row, "hold_id");
        return id == null
                ? null
                : new OpenHold(
                        new HoldId(id),
                        row.getLong("amount"),
                        HoldState.OPEN,
                        Columns.instantIfAny(row, "hold_deadline"),
                        allocations(row, "hold"),
                        row.getLong("hold_uncovered"),
                        null);
    }

    private static List<Allocation> allocations(ResultSet row, String prefix) throws SQLException {
        var grants = Columns.numbers(row, prefix.equals("hold") ? "hold_grants" : "allocation_grants");
        var amounts = Columns.numbers(row, prefix.equals("hold") ? "hold_amounts" : "allocation_amounts");
        var allocations = new ArrayList<Allocation>();
        for (int i = 0; i < grants.length; i++) {
            allocations.add(new Allocation(grants[i] == null ? null : new GrantId(grants[i]), amounts[i]));
        }
        return allocations;
    }

    private static final String APPEND = """
            INSERT INTO spike_credit_receipts (account_id, key, month, decided_at, version, fingerprint, verb, amount,
                outcome, available, held, owed, allocation_grants, allocation_amounts, next_start_at, next_start_amount,
                dated_at, undoes, hold_id, hold_deadline, hold_grants, hold_amounts, hold_uncovered, moved_grants,
                moved_amounts, had_enough)
            SELECT ?, ?, date_trunc('month', decided.at AT TIME ZONE 'UTC')::date, decided.at, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
            FROM (SELECT ?::timestamptz AS at) decided
            """;

    void append(Connection connection, Sheet sheet, KeptReceipt kept) throws SQLException {
        var receipt = kept.receipt();
        var allocations = receipt.allocations();
        var nextStart = kept.nextStart();
        var undoes = kept.about().undoes();
        var moved = sheet.moved();
        try (var statement = connection.prepareStatement(APPEND)) {
            var binder = Columns.bind(statement)
                    .number(receipt.id().account().number())
                    .text(receipt.id().key().text())
                    .number(Math.addExact(sheet.row().version(), 1))
                    .object(kept.fingerprint())
                    .text(receipt.asked().verb().word())
                    .number(receipt.asked().amount())
                    .text(receipt.outcome().word())
                    .number(receipt.balance().available())
                    .number(receipt.balance().held())
                    .number(receipt.balance().owed())
                    .numbers(Columns.grantNumbers(allocations))
                    .numbers(allocations.stream().map(Allocation::amount).toList())
                    .instantIfAny(nextStart == null ? null : nextStart.at())
                    .objectIfAny(nextStart == null ? null : nextStart.amount(), Types.BIGINT)
                    .instantIfAny(kept.about().datedAt())
                    .text(undoes == null ? null : undoes.text());
            bindHold(binder, kept.about().hold())
                    .numbers(Columns.numbersOf(moved, sum -> sum.grant()))
                    .numbers(moved.stream().map(Sheet.Movement::credits).toList())
                    .objectIfAny(kept.about().hadEnough() ? true : null, Types.BOOLEAN)
                    .instant(receipt.decidedAt());
            Columns.exactly(1, statement);
        }
    }

    private static Columns.Binder bindHold(Columns.Binder binder, @Nullable OpenHold hold) throws SQLException {
        if (hold == null) {
            return binder.numberIfAny(null)
                    .instantIfAny(null)
                    .objectIfAny(null, Types.ARRAY)
                    .objectIfAny(null, Types.ARRAY)
                    .numberIfAny(null);
        }
        return binder.number(hold.id().number())
                .instantIfAny(hold.deadline())
                .numbers(Columns.grantNumbers(hold.parts()))
                .numbers(hold.parts().stream().map(Allocation::amount).toList())
                .number(hold.uncovered());
    }
}
