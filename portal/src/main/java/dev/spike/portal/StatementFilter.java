package dev.spike.portal;

import dev.spike.ledger.EntryKind;
import dev.spike.ledger.InvalidRequestException;
import dev.spike.ledger.TransactionQuery;
import dev.spike.ledger.TransactionType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Which movements are to be seen, as the address says it. What is no type, kind or day is as if it were not there; days that
 * run backwards are said to.
 */
record StatementFilter(
        @Nullable TransactionType type,
        @Nullable EntryKind kind,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {

    static StatementFilter of(Visit visit) {
        return new StatementFilter(
                visit.parameter("type")
                        .flatMap(word -> among(TransactionType.values(), TransactionType::word, word))
                        .orElse(null),
                visit.parameter("kind")
                        .flatMap(word -> among(EntryKind.values(), EntryKind::word, word))
                        .orElse(null),
                visit.parameter("from").flatMap(StatementFilter::day).orElse(null),
                visit.parameter("to").flatMap(StatementFilter::day).orElse(null));
    }

    private static <E> Optional<E> among(E[] all, Function<E, String> word, String wanted) {
        return Stream.of(all).filter(one -> word.apply(one).equals(wanted)).findFirst();
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Empty where the days run backwards, or lie outside of all that is kept. */
    Optional<TransactionQuery> query(int size) {
        try {
            var query = TransactionQuery.newest(size)
                    .ofTypes(type == null ? Set.of() : Set.of(type))
                    .ofKinds(kind == null ? Set.of() : Set.of(kind));
            query = from == null ? query : query.from(from);
            return Optional.of(to == null ? query : query.to(to));
        } catch (InvalidRequestException e) {
            return Optional.empty();
        }
    }

    /** The address of a page with the same filter. */
    String address(String page, String credit) {
        var address = UriComponentsBuilder.fromPath(page).queryParam("credit", credit);
        if (type != null) {
            address.queryParam("type", type.word());
        }
        if (kind != null) {
            address.queryParam("kind", kind.word());
        }
        if (from != null) {
            address.queryParam("from", from);
        }
        if (to != null) {
            address.queryParam("to", to);
        }
        return address.build().toUriString();
    }

    boolean isOn() {
        return type != null || kind != null || from != null || to != null;
    }
}
