package dev.spike.server.scenario;

import dev.spike.ledger.CreditTransaction;
import dev.spike.ledger.EntryKind;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.TransactionId;
import dev.spike.ledger.TransactionPage;
import dev.spike.ledger.TransactionType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the ledger shows of a case's account, in the words of expectations. */
final class Observing {

    private final Stage stage;
    private BigDecimal spentBeforeThePeriod = BigDecimal.ZERO;

    Observing(Stage stage) {
        this.stage = stage;
    }

    Stage stage() {
        return stage;
    }

    /** Usage counts from now on. */
    void beginPeriod() {
        spentBeforeThePeriod = spent();
    }

    /** The amount of the name; none where it is no amount of an account. */
    Optional<BigDecimal> amount(String name) {
        return switch (name) {
            case "balance" -> Optional.of(balance());
            case "held" -> Optional.of(held());
            case "posted" -> Optional.of(balance().add(held()));
            case "overage" -> Optional.of(stage.credits(Math.max(0, -available())));
            case "spent" -> Optional.of(spent());
            case "usage_in_period", "spent_this_period" -> Optional.of(spent().subtract(spentBeforeThePeriod));
            case "granted_active" -> Optional.of(grantedActive());
            default -> Optional.empty();
        };
    }

    private long available() {
        return stage.account().balance().available();
    }

    /** Where the overdraft is shown as overage, the balance stops at 0. */
    private BigDecimal balance() {
        boolean stops = stage.policy().overdraft() == CasePolicy.Overdraft.OVERAGE;
        return stage.credits(stops ? Math.max(0, available()) : available());
    }

    private BigDecimal held() {
        return stage.credits(
                stage.account().holds().stream().mapToLong(hold -> hold.held()).sum());
    }

    boolean isOwing() {
        return stage.account().balance().owed() > 0;
    }

    private BigDecimal spent() {
        return sum(Observing::isUsage);
    }

    private static boolean isUsage(CreditTransaction row) {
        return row.type() == TransactionType.USAGE;
    }

    /** Used or removed, less what was undone of it. */
    private static boolean isTaken(CreditTransaction row) {
        return row.entry() == EntryKind.BURN || row.entry() == EntryKind.REVERSAL;
    }

    private BigDecimal sum(Predicate<CreditTransaction> which) {
        long rows = rows().stream()
                .filter(which)
                .mapToLong(CreditTransaction::credits)
                .reduce(0, Math::addExact);
        return stage.credits(Math.negateExact(rows));
    }

    BigDecimal spentOfKind(String kind) {
        return sum(row -> isUsage(row)
                && bucket(row)
                        .filter(bucket -> bucket.plan().rank().kind().word().equals(kind))
                        .isPresent());
    }

    /** What the request of the name took, or what was taken of the grant of the name. */
    BigDecimal taken(String name) {
        if (stage.names().isDebit(name)) {
            return fundings(name, true).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        }
        return sum(row -> isTaken(row)
                && bucket(row).filter(bucket -> bucket.name().equals(name)).isPresent());
    }

    /** What may be spent of the grant of the name; nothing of one that does not count. */
    BigDecimal free(String name) {
        return stage.credits(stage.names().bucket(name).map(stage::free).orElse(0L));
    }

    /** Which grants paid for the request of the name, by its receipts. */
    Map<String, BigDecimal> fundings(String name) {
        return fundings(name, false);
    }

    private Map<String, BigDecimal> fundings(String name, boolean withOwed) {
        var fundings = new TreeMap<String, BigDecimal>();
        for (var key : stage.names().debit(name)) {
            for (var part : receipt(key).allocations()) {
                var grant = part.grant();
                var source =
                        grant == null ? "owed" : stage.names().bucketOf(grant).orElse("owed");
                if (grant != null || withOwed) {
                    fundings.merge(source, stage.credits(part.amount()), BigDecimal::add);
                }
            }
        }
        return fundings;
    }

    private Receipt receipt(String key) {
        return stage.account().receipt(key).orElseThrow();
    }

    /** The peers disagree on what of a grant that has ended or was refilled still counts. */
    private BigDecimal grantedActive() {
        boolean isPlain = stage.names().buckets().stream()
                .filter(bucket -> !bucket.plan().span().effective().isAfter(stage.now()))
                .allMatch(bucket -> bucket.isActiveAt(stage.now()) && bucket.carriedFrom() == null);
        if (!isPlain || stage.names().isAnyReplaced()) {
            throw new NotOfferedException("expectation granted_active once grants have ended or turned");
        }
        return stage.credits(rows().stream()
                .filter(row -> row.entry() == EntryKind.GRANT && bucket(row).isPresent())
                .mapToLong(CreditTransaction::credits)
                .reduce(0, Math::addExact));
    }

    private Optional<Bucket> bucket(CreditTransaction row) {
        return Optional.ofNullable(row.grant()).flatMap(stage.names()::bucketOf).flatMap(stage.names()::bucket);
    }

    private List<CreditTransaction> rows() {
        var rows = new ArrayList<CreditTransaction>();
        @Nullable TransactionId before = null;
        do {
            var page = stage.account().transactions(before, TransactionPage.SIZE_MAX);
            rows.addAll(page.transactions());
            before = page.next();
        } while (before != null);
        return rows;
    }
}
