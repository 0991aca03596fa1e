package dev.spike.billing.postgres;

import dev.spike.billing.BillingException;
import dev.spike.billing.Catalogue;
import dev.spike.billing.CatalogueSettings.Overuse;
import dev.spike.billing.CatalogueSettings.Unused;
import dev.spike.billing.CreditAmount;
import dev.spike.billing.Interval;
import dev.spike.billing.Providable;
import dev.spike.billing.SwitchPreview;
import dev.spike.billing.SwitchPreview.CreditChange;
import dev.spike.billing.provider.SwitchRequest;
import dev.spike.billing.renewal.Proration;
import dev.spike.ledger.Grant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a switch now would do, without doing it. Nothing is locked. */
final class Previewing {

    private final BillingSettings settings;
    private final BillingDatabase database;
    private final AskingProvider asking;
    private final Stopping stopping;
    private final PlanGrantStore grants = new PlanGrantStore();
    private final PlanTermsStore terms = new PlanTermsStore();
    private final WaitingOveruseStore waiting = new WaitingOveruseStore();

    Previewing(BillingSettings settings, BillingDatabase database, AskingProvider asking, Stopping stopping) {
        this.settings = settings;
        this.database = database;
        this.asking = asking;
        this.stopping = stopping;
    }

    /** Nothing where there is nothing to switch, or the provider cannot say now. */
    Optional<SwitchPreview> preview(Owner owner, Catalogue catalogue, String planId, Interval interval, Instant now) {
        var live = stopping.live(owner);
        if (live.isEmpty()) {
            return Optional.empty();
        }
        try {
            var chosen = Choosing.of(catalogue, planId, interval);
            if (isDone(owner, live.get(), chosen)) {
                return Optional.empty();
            }
            var credits = credits(owner, live.get(), chosen, now);
            if (live.get().isComped() || chosen.price() == null) {
                return Optional.of(new SwitchPreview(credits, null));
            }
            var key = live.get().key();
            int latest = database.read(connection -> terms.latest(connection, owner, key))
                    .switchNumber();
            var theirs = chosen.terms(latest + 1).of(key);
            return asking.subscriptions()
                    .quoteSwitch(new SwitchRequest(theirs.reference(), key, theirs))
                    .<Optional<SwitchPreview>>fold(
                            quote -> Optional.of(new SwitchPreview(credits, quote.due())),
                            refused -> Optional.empty(),
                            unknown -> Optional.empty());
        } catch (BillingException e) {
            Faults.ofTheAsker(e);
            return Optional.empty();
        }
    }

    /** The plan holds already. */
    private boolean isDone(Owner owner, SubscriptionRow live, Choosing chosen) {
        return database.read(connection -> terms.find(
                        connection, owner, live.key(), live.told().switchNumber())
                .orElseThrow()
                .isFor(chosen.plan(), chosen.interval()));
    }

    private List<CreditChange> credits(Owner owner, SubscriptionRow live, Choosing chosen, Instant now) {
        var plans = settings.catalogueFor(owner.billable()).settings().subscriptions();
        var open = database.read(connection -> grants.open(connection, owner)).stream()
                .filter(grant -> grant.carried() == 0
                        && !grant.slot().isFree()
                        && settings.kinds().hasCreditType(grant.creditType()))
                .map(grant -> grant.endedWith(free(owner, grant)))
                .toList();
        var ends = new TreeMap<String, Long>();
        for (var grant : open) {
            boolean isEnded = plans.unusedOnSwitch() == Unused.VOID || isOver(grant, now);
            ends.merge(grant.creditType(), isEnded ? grant.free() : 0, Math::addExact);
        }
        boolean carries = plans.overuseOnSwitch() == Overuse.CARRY && plans.unusedOnSwitch() == Unused.VOID;
        var over = carries ? overuse(owner, live, open, now) : Map.<String, Long>of();
        var comes = comes(chosen);
        return Stream.concat(ends.keySet().stream(), comes.keySet().stream())
                .distinct()
                .sorted()
                .map(type -> new CreditChange(
                        type,
                        ends.getOrDefault(type, 0L),
                        Math.max(0, comes.getOrDefault(type, 0L) - over.getOrDefault(type, 0L))))
                .toList();
    }

    private static boolean isOver(PlanGrant grant, Instant now) {
        return !now.isBefore(grant.slot().span().end());
    }

    /** What would be carried: of what is open, of what lapsed for want of money, and what waits since an earlier switch. */
    private Map<String, Long> overuse(Owner owner, SubscriptionRow live, List<PlanGrant> open, Instant now) {
        var lapsed = database.read(connection -> grants.givenUp(connection, owner, now)).stream()
                .filter(grant -> grant.carried() == 0 && grant.slot().source().equals(live.key()));
        var beyond = new TreeMap<String, Long>();
        Stream.concat(open.stream(), lapsed)
                .filter(grant -> !isOver(grant, now))
                .forEach(grant -> beyond.merge(
                        grant.creditType(),
                        grant.usedOfKept()
                                - Proration.earned(
                                        grant.figures().kept(), grant.slot().span(), now),
                        Math::addExact));
        beyond.replaceAll((type, amount) -> Math.max(0, amount));
        database.read(connection -> waiting.waiting(connection, owner, now))
                .forEach((type, amount) -> beyond.merge(type, amount, Math::addExact));
        return beyond;
    }

    private long free(Owner owner, PlanGrant grant) {
        return settings.credits().of(owner.billable(), grant.creditType()).grants().stream()
                .filter(each -> each.id().equals(grant.grant()))
                .mapToLong(Grant::free)
                .sum();
    }

    private static Map<String, Long> comes(Choosing chosen) {
        var provides = chosen.plan().provides();
        var comes = new TreeMap<String, Long>();
        add(comes, provides.monthly());
        if (chosen.interval() == Interval.YEARLY) {
            add(comes, provides.yearly());
        }
        return comes;
    }

    private static void add(Map<String, Long> comes, List<Providable> provides) {
        for (var each : provides) {
            if (each instanceof CreditAmount amount) {
                comes.merge(amount.creditType().id(), amount.amount(), Math::addExact);
            }
        }
    }
}
