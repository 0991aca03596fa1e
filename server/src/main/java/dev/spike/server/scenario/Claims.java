package dev.spike.server.scenario;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the ledger claims of the format, as far as a case tells before it is run: a case that asks for more is not offered.
 * The rest shows itself on the way, see {@link NotOfferedException}.
 */
final class Claims {

    /** More would leave no room for whole credits in 64 bits. */
    static final int DECIMALS_MAX = 18;

    /** Priorities are doubled, so that a carried bucket fits before its grant. */
    static final int PRIORITY_MAX = 1_000_000_000;

    private static final List<String> POLICIES = List.of(
            "measure_from", "time_granularity", "currency_scale", "credit_rate", "credit_scale", "credit_rounding");

    private static final List<String> EXPECTATIONS = List.of(
            "same_as_replay_from", "top_ups", "top_up_created", "paid", "kind", "rule", "evaluated_against_balance");

    private static final Set<String> COMMON_FIELDS =
            Set.of("at", "op", "result", "reason", "id", "request_id", "cause", "recorded_at", "unit", "type");

    /** What there is to say of each operation that is offered; of the rest a field would only be overlooked. */
    private static final Map<Operation.Kind, Set<String>> FIELDS = Map.ofEntries(
            Map.entry(Operation.Kind.USAGE, Set.of("amount", "cap")),
            Map.entry(Operation.Kind.TOP_UP, Set.of("amount", "grant", "kind", "expires")),
            Map.entry(Operation.Kind.HOLD, Set.of("amount", "hold", "expires", "cap")),
            Map.entry(Operation.Kind.COMMIT, Set.of("amount", "hold", "cap")),
            Map.entry(Operation.Kind.RELEASE, Set.of("amount", "hold")),
            Map.entry(Operation.Kind.EXPIRE_HOLD, Set.of("hold")),
            Map.entry(Operation.Kind.VOID_GRANT, Set.of("grant")),
            Map.entry(Operation.Kind.VOID_CREDITS, Set.of("amount", "grant", "cap")),
            Map.entry(Operation.Kind.REVERSE, Set.of("amount", "ref")),
            Map.entry(Operation.Kind.RESET, Set.of("preserve_overage", "effective_at")),
            Map.entry(Operation.Kind.CYCLE, Set.of("grant", "preserve_overage")),
            Map.entry(Operation.Kind.SET_EXPIRY, Set.of("grant", "expires")),
            Map.entry(Operation.Kind.BATCH, Set.of("atomic", "items")));

    private final Scenario scenario;
    private final Set<String> missing = new LinkedHashSet<>();

    private Claims(Scenario scenario) {
        this.scenario = scenario;
    }

    /** What of the case is not offered, each named once; nothing when it can be run. */
    static List<String> missing(Scenario scenario) {
        var claims = new Claims(scenario);
        claims.ofPolicy(scenario.policy());
        scenario.grantParts().forEach(claims::ofGrant);
        claims.ofUnits();
        claims.ofNames();
        try {
            scenario.operationsOneByOne().forEach(claims::ofOperation);
            claims.ofAmounts();
        } catch (NotOfferedException e) {
            claims.missing.add(e.what());
        }
        scenario.expectations().forEach(claims::ofExpectation);
        return List.copyOf(claims.missing);
    }

    /** How many decimals the amounts of the case need. */
    static int decimals(Scenario scenario) {
        return scenario.amounts().stream()
                .mapToInt(amount -> Math.max(0, amount.stripTrailingZeros().scale()))
                .max()
                .orElse(0);
    }

    private void ofPolicy(CasePolicy policy) {
        var part = policy.part();
        POLICIES.stream().filter(part::has).forEach(name -> missing.add("policy " + name));
        for (var name : List.of("sell_whole_cents", "reject_worthless_top_up")) {
            need(!part.flag(name), "policy " + name);
        }
        need(
                policy.overdraft() != CasePolicy.Overdraft.OVERAGE || part.flag("overage_settled_by_new_credit"),
                "policy overdraft overage without overage_settled_by_new_credit");
        need(policy.limit().filter(limit -> limit.signum() < 0).isEmpty(), "policy overdraft limit below zero");
        need(!part.has("max_hold") || policy.maxHold().isPresent(), "policy max_hold that is no fixed length");
    }

    private void ofGrant(Part part) {
        var grant = GrantPlan.of(part);
        need(part.parts("applies_to").isEmpty(), "grant field applies_to");
        need(part.decimals("rates").isEmpty(), "grant field rates");
        need(grant.amount().signum() > 0, "a grant of " + words(grant.amount()) + " amount");
        need(Math.abs((long) grant.rank().priority()) <= PRIORITY_MAX, "grant field priority beyond " + PRIORITY_MAX);
        need(!grant.rank().created().isAfter(grant.span().effective()), "grant field created after effective");
        Optional.ofNullable(grant.turn().rollover())
                .ifPresent(rollover ->
                        need(rollover.max().min(rollover.min()).signum() >= 0, "grant field rollover below zero"));
        Optional.ofNullable(grant.turn().carry())
                .ifPresent(carry -> need(carry.isReadable(), "grant field carry with such a lifetime"));
    }

    private void ofUnits() {
        var units = new LinkedHashSet<String>();
        scenario.grantParts().forEach(part -> part.text("unit").ifPresent(units::add));
        scenario.operations().forEach(operation -> operation.part().text("unit").ifPresent(units::add));
        need(units.size() < 2, "grant field unit with several units");
    }

    private void ofNames() {
        var names = scenario.grants().stream().map(GrantPlan::id).toList();
        need(Set.copyOf(names).size() == names.size(), "several grants of one id");
    }

    private void ofOperation(Operation operation) {
        var part = operation.part();
        var word = operation.kind().word();
        var fields = FIELDS.get(operation.kind());
        if (fields == null) {
            missing.add("operation " + word);
            return;
        }
        part.names().stream()
                .filter(name -> !COMMON_FIELDS.contains(name) && !fields.contains(name))
                .forEach(name -> missing.add("operation " + word + " with " + name));
        need(
                part.instant("effective_at").orElse(operation.at()).equals(operation.at()),
                "operation " + word + " that is back-dated");
        need(
                !operation.isLate() || operation.kind() == Operation.Kind.USAGE,
                "operation " + word + " that is recorded late");
        need(!operation.asked().isBefore(operation.at()), "operation " + word + " that is recorded early");
        need(
                !operation.isAllThatRemains() || operation.kind() == Operation.Kind.VOID_CREDITS,
                "operation " + word + " of all that remains");
        operation.amount().ifPresent(amount -> ofAmount(operation, amount));
    }

    /** Nobody can move less than nothing, or nothing; that it is refused is what the ledger says itself. */
    private void ofAmount(Operation operation, BigDecimal amount) {
        boolean isRefusal = amount.signum() < 0 && operation.expected() == Operation.Result.REJECTED;
        boolean isRelease = amount.signum() == 0 && operation.kind() == Operation.Kind.COMMIT;
        need(
                amount.signum() > 0 || isRefusal || isRelease,
                "operation " + operation.kind().word() + " of " + words(amount) + " amount");
    }

    private static String words(BigDecimal amount) {
        return amount.signum() == 0 ? "zero" : "a negative";
    }

    private void ofAmounts() {
        int decimals = decimals(scenario);
        need(decimals <= DECIMALS_MAX, "amounts of more than " + DECIMALS_MAX + " decimals");
        for (var amount : scenario.amounts()) {
            need(fits(amount, decimals), "amounts beyond 64 bits");
        }
    }

    private static boolean fits(BigDecimal amount, int decimals) {
        return amount.movePointRight(decimals).toBigInteger().bitLength() < Long.SIZE;
    }

    private void ofExpectation(Part part) {
        EXPECTATIONS.stream().filter(part::has).forEach(name -> missing.add("expectation " + name));
        need(!part.has("granted") || part.has("invariant"), "expectation granted");
        need(
                part.has("window_from") == part.has("instants"),
                "expectation instants without window_from, or the reverse");
    }

    private void need(boolean offered, String otherwise) {
        if (!offered) {
            missing.add(otherwise);
        }
    }
}
