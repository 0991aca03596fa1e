package dev.spike.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A wish to spend of several accounts, all or nothing:
 * {@code SpendAllRequest.of(user, "sms", 10).and(team, "credits", 5).withKey("call-17")}.
 *
 * <p>The order of the parts is the order of the answers and means nothing else: a repeat may name them in another. Without
 * a key a retry is a new spend. Remarks and a date stand beside the rows of every account, and need
 * {@code group-credit-spend-daily} off, as for a plain spend.
 *
 * @param parts 1 to {@link #ACCOUNTS_MAX}, each of another account
 * @param key names the request on each of its accounts; none makes one
 * @param datedAt the date for the books; none is the instant of the decision; never later than it
 */
public record SpendAllRequest(
        List<Part> parts,
        @Nullable IdempotencyKey key,
        Remarks remarks,
        @Nullable Instant datedAt) {

    /** All are locked until the commit, and each costs some eight statements: enough for a cart, not for a payroll. */
    public static final int ACCOUNTS_MAX = 100;

    /**
     * How much of which account.
     *
     * @param amount above zero, in smallest units
     */
    public record Part(Billable billable, String creditType, long amount) {

        public Part {
            Billable.of(billable.billableType(), billable.billableId());
            Amounts.positive(amount);
        }

        private List<String> account() {
            return List.of(billable.billableType(), billable.billableId(), creditType);
        }
    }

    /**
     * Errors, in the order they are looked for.
     *
     * @throws IllegalArgumentException when no account is named
     * @throws InvalidRequestException {@link ErrorCode#TOO_MANY_ACCOUNTS}, {@link ErrorCode#ACCOUNT_NAMED_TWICE}
     */
    public SpendAllRequest {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("A spend of several accounts names none; give it at least one part.");
        }
        if (parts.size() > ACCOUNTS_MAX) {
            throw new InvalidRequestException(
                    ErrorCode.TOO_MANY_ACCOUNTS,
                    parts.size() + " accounts were named; at most " + ACCOUNTS_MAX
                            + " are spent of at once, so ask in several requests.");
        }
        var accounts = new HashSet<List<String>>();
        for (int i = 0; i < parts.size(); i++) {
            if (!accounts.add(parts.get(i).account())) {
                throw new InvalidRequestException(
                        ErrorCode.ACCOUNT_NAMED_TWICE,
                        "Part " + (i + 1) + " names an account of type '"
                                + parts.get(i).creditType()
                                + "' that an earlier part names too; add their amounts up.");
            }
        }
        datedAt = Instants.checkedIfGiven(datedAt);
    }

    /** Begins with so much of the billable's credits of the type. */
    public static SpendAllRequest of(Billable billable, String creditType, long amount) {
        return new SpendAllRequest(List.of(new Part(billable, creditType, amount)), null, Remarks.none(), null);
    }

    /** And so much of another account. */
    public SpendAllRequest and(Billable billable, String creditType, long amount) {
        var more = new ArrayList<>(parts);
        more.add(new Part(billable, creditType, amount));
        return new SpendAllRequest(more, key, remarks, datedAt);
    }

    public SpendAllRequest withKey(String key) {
        return new SpendAllRequest(parts, new IdempotencyKey(key), remarks, datedAt);
    }

    public SpendAllRequest withNotes(String notes) {
        return withRemarks(remarks.withNotes(notes));
    }

    public SpendAllRequest withRemarks(Remarks remarks) {
        return new SpendAllRequest(parts, key, remarks, datedAt);
    }

    public SpendAllRequest datedAt(Instant datedAt) {
        return new SpendAllRequest(parts, key, remarks, datedAt);
    }
}
