package dev.spike.server.scenario;

import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.LedgerBrokenException;
import dev.spike.ledger.NegativePolicy;
import dev.spike.ledger.postgres.PostgresCredits;
import java.time.DateTimeException;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import javax.sql.DataSource;

/**
 * Runs cases against the ledger in a database, each with a clock, an engine and a billable of its own, so that cases and
 * earlier runs do not meet. Not thread-safe.
 */
public final class Scenarios {

    private static final String BILLABLE_TYPE = "scenario";

    private final DataSource dataSource;
    private final IntFunction<CreditType> typeOfDecimals;
    private final String run = UUID.randomUUID().toString();
    private int cases;

    /** @param typeOfDecimals the credit type for amounts with so many decimals, 0 to 18 */
    public Scenarios(DataSource dataSource, IntFunction<CreditType> typeOfDecimals) {
        this.dataSource = dataSource;
        this.typeOfDecimals = typeOfDecimals;
    }

    /** Runs the case, from its first grant to its last expectation. */
    public Verdict run(Scenario scenario) {
        cases++;
        var missing = Claims.missing(scenario);
        if (!missing.isEmpty()) {
            return new Verdict.NotOffered(scenario.id(), missing);
        }
        try {
            var mismatches = play(scenario);
            return mismatches.isEmpty()
                    ? new Verdict.Passed(scenario.id())
                    : new Verdict.Failed(scenario.id(), mismatches);
        } catch (NotOfferedException e) {
            return new Verdict.NotOffered(scenario.id(), List.of(e.what()));
        } catch (ArithmeticException e) {
            return new Verdict.NotOffered(scenario.id(), List.of("amounts beyond 64 bits"));
        } catch (DateTimeException e) {
            return new Verdict.NotOffered(scenario.id(), List.of("instants beyond the calendar"));
        } catch (LedgerBrokenException e) {
            var mismatch = new Mismatch("the ledger", "an answer", String.valueOf(e.getMessage()));
            return new Verdict.Failed(scenario.id(), List.of(mismatch));
        }
    }

    private List<Mismatch> play(Scenario scenario) {
        var clock = new ScriptedClock();
        var type = typeOfDecimals.apply(Claims.decimals(scenario));
        var credits = engine(scenario, type, clock);
        var account = credits.of(Billable.of(BILLABLE_TYPE, run + "-" + cases), type.id());
        var stage = new Stage(account, clock, scenario.policy(), new Names());
        return new CaseRun(scenario, stage, clock, new Batching(dataSource, credits)).mismatches();
    }

    private PostgresCredits engine(Scenario scenario, CreditType type, ScriptedClock clock) {
        var policy = scenario.policy();
        var builder = PostgresCredits.on(dataSource)
                .creditType(type, Granting.ORDER)
                .clock(clock)
                .negative(negative(policy, type));
        policy.maxHold().ifPresent(builder::maxHold);
        if (policy.refusesCommitOverHold()) {
            builder.refuseCaptureOverHold();
        }
        if (scenario.operations().stream().anyMatch(Operation::isLate)) {
            builder.keepEverySpend(); // only such a spend has a date of its own
        }
        return builder.build();
    }

    private static NegativePolicy negative(CasePolicy policy, CreditType type) {
        return switch (policy.overdraft()) {
            case REJECT -> NegativePolicy.refused();
            case OVERAGE, NEGATIVE -> NegativePolicy.allowed();
            case LIMIT -> NegativePolicy.downTo(-type.amount(policy.limit().orElseThrow()));
        };
    }
}
