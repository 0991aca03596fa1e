package dev.spike.server.scenario;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.GrantTerms;
import dev.spike.ledger.Granted;
import dev.spike.ledger.TransactionType;
import dev.spike.ledger.VoidRequest;
import dev.spike.ledger.burndown.BurnDownOrder;
import dev.spike.ledger.burndown.BurnDownRule;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How a grant of a case becomes a grant of the ledger, so that the ledger's own order is the order of consumption of
 * scenarios: priority, sooner expiry, kind, earlier created, id.
 *
 * <p>The ledger ends ties with its own ids, scenarios with theirs. So grants are dated microseconds before the instant that
 * the case gives, in the order of their ids: whole seconds still decide first.
 */
final class Granting {

    static final BurnDownOrder ORDER = BurnDownOrder.of(
            BurnDownRule.LOWEST_PRIORITY,
            BurnDownRule.SOONEST_EXPIRY,
            BurnDownRule.CARRIED_OVER_FIRST,
            BurnDownRule.PROMOTIONAL_FIRST,
            BurnDownRule.OLDEST_CREATED);

    private final TreeSet<String> ids = new TreeSet<>();

    Granting(Scenario scenario) {
        scenario.grants().forEach(grant -> ids.add(grant.id()));
        scenario.operations().stream()
                .filter(operation -> operation.kind() == Operation.Kind.TOP_UP)
                .forEach(operation -> operation.grant().ifPresent(ids::add));
    }

    /** The request for the bucket's grant, of so many units. */
    AddRequest request(Stage stage, Bucket bucket, long units) {
        return AddRequest.of(units).as(typeOf(bucket.plan().rank().kind())).withTerms(terms(stage, bucket));
    }

    /** Adds the bucket's grant and lets it stand for the bucket. */
    Granted add(Stage stage, Bucket bucket, AddRequest request) {
        var granted = stage.account().add(request);
        stage.names().put(bucket.standingAs(granted.grant()));
        return granted;
    }

    /** The same with so many units; with none the bucket stands empty. */
    void add(Stage stage, Bucket bucket, long units) {
        if (units == 0) {
            stage.names().put(bucket.standingAs(null));
            return;
        }
        add(stage, bucket, request(stage, bucket, units));
    }

    /** Voids the ledger's grant of the bucket, which is granted anew on other terms. */
    void takeBack(Stage stage, Bucket bucket) {
        bucket.standing().ifPresent(grant -> {
            stage.account().voidGrant(VoidRequest.of(grant));
            stage.names().replaced(grant);
        });
    }

    private GrantTerms terms(Stage stage, Bucket bucket) {
        var rank = bucket.plan().rank();
        var terms =
                GrantTerms.plain().withPriority(priority(stage, bucket)).datedAt(dated(bucket.name(), rank.created()));
        if (bucket.expires() != null) {
            terms = terms.expiringAt(bucket.expires());
        }
        return switch (rank.kind()) {
            case ROLLOVER -> terms.asCarriedOver();
            case GRANTED -> terms.asPromotional();
            case PURCHASED -> terms;
        };
    }

    /** A carried bucket is used before its grant, also where expiry or kind would have the grant first. */
    private static int priority(Stage stage, Bucket bucket) {
        int doubled = 2 * bucket.plan().rank().priority();
        var parent = Optional.ofNullable(bucket.carriedFrom()).flatMap(stage.names()::bucket);
        return parent.filter(grant -> wouldComeBefore(grant, bucket)).isPresent() ? doubled - 1 : doubled;
    }

    private static boolean wouldComeBefore(Bucket parent, Bucket carried) {
        var end = parent.expires();
        return parent.plan().rank().kind() == GrantPlan.Kind.ROLLOVER
                || (end != null && carried.expires() != null && end.isBefore(carried.expires()));
    }

    private Instant dated(String id, Instant created) {
        return created.minus(ids.size() + 1L - ids.headSet(id).size(), ChronoUnit.MICROS);
    }

    private static TransactionType typeOf(GrantPlan.Kind kind) {
        return kind == GrantPlan.Kind.PURCHASED ? TransactionType.PRODUCT : TransactionType.SUBSCRIPTION;
    }
}
