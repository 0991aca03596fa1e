package dev.spike.ledger;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of an account's credit transactions are asked for, newest first: {@code TransactionQuery.newest(50)
 * .ofTypes(Set.of(TransactionType.SUBSCRIPTION)).from(day)}. A row must pass all of it.
 *
 * <p>The day of a row is, of usage, the day that it counts as usage of, as in {@link CreditAccount#usage}; of all else, the
 * day of its date for the books in the engine's configured zone. A row that was dated back shows on the day it was dated to,
 * but has its place among the rows by when it was written.
 *
 * <p>Errors, in the order they are looked for: {@link InvalidRequestException} for the size, for a day outside the years 1
 * to 9999, for a first day later than the last.
 *
 * @param types none are all
 * @param kinds none are all
 * @param firstDay none is from the beginning; included
 * @param lastDay none is to the end; included
 * @param before only rows older than this; none begins with the newest; an id that the account does not have is a place
 *     among its rows all the same
 * @param size 1 to {@link TransactionPage#SIZE_MAX}
 */
public record TransactionQuery(
        Set<TransactionType> types,
        Set<EntryKind> kinds,
        @Nullable LocalDate firstDay,
        @Nullable LocalDate lastDay,
        @Nullable TransactionId before,
        int size) {

    public TransactionQuery {
        TransactionPage.checkSize(size);
        Instants.checkDayIfGiven(firstDay);
        Instants.checkDayIfGiven(lastDay);
        if (firstDay != null && lastDay != null && firstDay.isAfter(lastDay)) {
            throw new InvalidRequestException(
                    ErrorCode.DAYS_OUT_OF_ORDER,
                    "The first day " + firstDay + " is later than the last, " + lastDay
                            + "; swap them, or leave one out.");
        }
        types = Set.copyOf(types);
        kinds = Set.copyOf(kinds);
    }

    /** The newest rows, whatever they are. */
    public static TransactionQuery newest(int size) {
        return new TransactionQuery(Set.of(), Set.of(), null, null, null, size);
    }

    /** Only rows of one of these types; of an empty set, of any. */
    public TransactionQuery ofTypes(Set<TransactionType> types) {
        return new TransactionQuery(types, kinds, firstDay, lastDay, before, size);
    }

    /** Only rows of one of these kinds; of an empty set, of any. */
    public TransactionQuery ofKinds(Set<EntryKind> kinds) {
        return new TransactionQuery(types, kinds, firstDay, lastDay, before, size);
    }

    /** Only rows of this day and later ones. */
    public TransactionQuery from(LocalDate firstDay) {
        return new TransactionQuery(types, kinds, firstDay, lastDay, before, size);
    }

    /** Only rows of this day and earlier ones. */
    public TransactionQuery to(LocalDate lastDay) {
        return new TransactionQuery(types, kinds, firstDay, lastDay, before, size);
    }

    /** Only rows older than this one; {@link TransactionPage#next()} of a page asks for the one after it. */
    public TransactionQuery before(@Nullable TransactionId before) {
        return new TransactionQuery(types, kinds, firstDay, lastDay, before, size);
    }

    /** Whether any row passes, but for its place among the rows. */
    public boolean asksForAll() {
        return asksForAllDays()
                && (types.isEmpty() || types.size() == TransactionType.values().length)
                && (kinds.isEmpty() || kinds.size() == EntryKind.values().length);
    }

    /** Whether a row of any day passes. */
    public boolean asksForAllDays() {
        return firstDay == null && lastDay == null;
    }

    /** Whether rows of the type pass. */
    public boolean admits(TransactionType type) {
        return types.isEmpty() || types.contains(type);
    }

    /** Whether rows of the kind pass. */
    public boolean admits(EntryKind kind) {
        return kinds.isEmpty() || kinds.contains(kind);
    }
}
