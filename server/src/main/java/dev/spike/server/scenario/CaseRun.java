package dev.spike.server.scenario;

import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.InvalidRequestException;
import dev.spike.ledger.VoidRequest;
import dev.spike.server.scenario.Timeline.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Plays one case on its stage, step by step in the order of time. */
final class CaseRun {

    private final Scenario scenario;
    private final Stage stage;
    private final ScriptedClock clock;
    private final Granting granting;
    private final Turning turning;
    private final Operating operating;
    private final Observing observing;
    private final List<Mismatch> mismatches = new ArrayList<>();

    CaseRun(Scenario scenario, Stage stage, ScriptedClock clock, Batching batching) {
        this.scenario = scenario;
        this.stage = stage;
        this.clock = clock;
        this.granting = new Granting(scenario);
        this.turning = new Turning(granting);
        this.operating = new Operating(granting, turning, batching);
        this.observing = new Observing(stage);
    }

    /**
     * Where the case and the ledger differ, in the order of time.
     *
     * @throws NotOfferedException when it comes to something that the ledger does not claim
     */
    List<Mismatch> mismatches() {
        for (var grant : scenario.grants()) {
            var bucket = Bucket.of(grant, null, null);
            stage.names().put(grant.span().isEver() ? bucket : bucket.asEnded());
        }
        for (var moment : Timeline.of(scenario)) {
            clock.set(moment.at());
            play(moment.step(), moment.at());
        }
        return mismatches;
    }

    private void play(Step step, Instant at) {
        if (step instanceof Step.Start start) {
            start(start.grant(), at);
        } else if (step instanceof Step.End end) {
            end(end.grant());
        } else if (step instanceof Step.Refill refill) {
            turning.refill(stage, refill.grant());
        } else if (step instanceof Step.Operate operate) {
            operate(operate.operation());
        } else if (step instanceof Step.Expect expect) {
            mismatches.addAll(Expecting.mismatches(scenario, observing, expect.expectation()));
        }
    }

    private void start(GrantPlan grant, Instant at) {
        var bucket = stage.names().bucket(grant.id()).orElseThrow();
        if (!bucket.isActiveAt(at)) {
            return;
        }
        try {
            granting.add(stage, bucket, stage.units(grant.amount()));
        } catch (InvalidRequestException e) {
            if (e.error() == ErrorCode.AMOUNT_TOO_LARGE) {
                throw new NotOfferedException("amounts beyond 64 bits");
            }
            mismatches.add(new Mismatch("grant " + Place.shown(grant.id()), "granted", "refused: " + e.getMessage()));
        }
    }

    private void end(String name) {
        var bucket = stage.names().bucket(name).orElseThrow();
        if (bucket.isActiveAt(stage.now())) {
            bucket.standing().ifPresent(grant -> stage.account().voidGrant(VoidRequest.of(grant)));
            stage.names().put(bucket.asEnded());
        }
    }

    private void operate(Operation operation) {
        var answer = operating.perform(stage, operation);
        if (!answer.is(operation.expected())) {
            mismatches.add(new Mismatch(operation.where(), operation.expected().word(), answer.words()));
        }
        if (operation.kind().isTurn()) {
            observing.beginPeriod();
        }
    }
}
