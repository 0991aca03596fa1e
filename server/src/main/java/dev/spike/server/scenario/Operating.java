package dev.spike.server.scenario;

import dev.spike.ledger.CaptureRequest;
import dev.spike.ledger.CloseResult;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.HoldState;
import dev.spike.ledger.IdempotencyKey;
import dev.spike.ledger.InvalidRequestException;
import dev.spike.ledger.KeyReusedException;
import dev.spike.ledger.NotEnoughBalanceException;
import dev.spike.ledger.RemoveRequest;
import dev.spike.ledger.ReverseRequest;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.VoidRequest;
import dev.spike.server.scenario.Operation.Result;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.Set;

/** Each operation of the format as the ledger's verb for it. */
final class Operating {

    private static final Set<Operation.Kind> OF_SEVERAL_VERBS =
            EnumSet.of(Operation.Kind.RESET, Operation.Kind.CYCLE, Operation.Kind.SET_EXPIRY);

    private final Granting granting;
    private final Turning turning;
    private final Batching batching;

    Operating(Granting granting, Turning turning, Batching batching) {
        this.granting = granting;
        this.turning = turning;
        this.batching = batching;
    }

    /** Does it, and says what came of it. A refusal is an answer. */
    Answer perform(Stage stage, Operation operation) {
        if (operation.expected() == Result.DUPLICATE && OF_SEVERAL_VERBS.contains(operation.kind())) {
            throw new NotOfferedException("operation " + operation.kind().word() + " as a duplicate");
        }
        var answer = answer(stage, operation);
        if (operation.expected() == Result.OK && answer.is(Result.REJECTED)) {
            checkFits(stage, operation);
        }
        if (operation.expected() == Result.REJECTED && answer.is(Result.DUPLICATE) && !answer.is(Result.REJECTED)) {
            throw new NotOfferedException(
                    "operation " + operation.kind().word() + " repeated as it was and refused for that");
        }
        return answer;
    }

    private Answer answer(Stage stage, Operation operation) {
        try {
            return ask(stage, operation);
        } catch (NotEnoughBalanceException e) {
            return Answer.declined(e.declined().receipt(), e.declined().sentence());
        } catch (KeyReusedException e) {
            return Answer.rejected(e.code());
        } catch (InvalidRequestException e) {
            if (e.error() == ErrorCode.AMOUNT_TOO_LARGE && operation.expected() != Result.REJECTED) {
                throw new NotOfferedException("amounts beyond 64 bits");
            }
            return Answer.rejected(e.code());
        }
    }

    private Answer ask(Stage stage, Operation operation) {
        return switch (operation.kind()) {
            case USAGE -> spend(stage, operation);
            case TOP_UP -> topUp(stage, operation);
            case HOLD -> hold(stage, operation);
            case COMMIT -> commit(stage, operation);
            case RELEASE -> release(stage, operation);
            case EXPIRE_HOLD -> expireHold(stage, operation);
            case VOID_GRANT -> voidGrant(stage, operation);
            case VOID_CREDITS -> voidCredits(stage, operation);
            case REVERSE -> reverse(stage, operation);
            case RESET -> turning.reset(stage, operation);
            case CYCLE -> turning.cycle(stage, operation);
            case SET_EXPIRY -> turning.setExpiry(stage, operation);
            case BATCH -> batching.perform(stage, operation, this);
            case REPLACE_GRANT, SET_AUTO_TOP_UP, AUTO_TOP_UP_DUE ->
                throw new NotOfferedException("operation " + operation.kind().word());
        };
    }

    private static Answer spend(Stage stage, Operation operation) {
        long asked = amount(stage, operation);
        long units = operation.isCapped() ? Math.min(asked, stage.spendable()) : asked;
        if (units == 0) {
            return Answer.nothing();
        }
        var request = SpendRequest.of(units).withKey(key(stage, operation));
        var result = stage.account().trySpend(operation.isLate() ? request.datedAt(operation.at()) : request);
        return result.fold(
                spent -> {
                    operation
                            .name()
                            .ifPresent(name ->
                                    noteDebit(stage, name, spent.receipt().key()));
                    return Answer.accepted(spent.receipt());
                },
                declined -> Answer.declined(declined.receipt(), declined.sentence()));
    }

    private Answer topUp(Stage stage, Operation operation) {
        var key = key(stage, operation);
        var name = operation.grant().orElse("top-up of " + key);
        var known = stage.names().bucket(name);
        if (known.isPresent() && operation.expected() == Result.OK) {
            throw new NotOfferedException("operation top_up of a grant that exists");
        }
        var bucket = known.orElseGet(() -> Bucket.of(topUpPlan(stage, operation, name), null, null));
        var request = granting.request(stage, bucket, amount(stage, operation)).withKey(key);
        var granted = known.isPresent() ? stage.account().add(request) : granting.add(stage, bucket, request);
        return Answer.accepted(granted.receipt());
    }

    private static GrantPlan topUpPlan(Stage stage, Operation operation, String name) {
        var part = operation.part();
        var kind = part.text("kind").orElse(GrantPlan.Kind.GRANTED.word());
        return new GrantPlan(
                name,
                operation.amount().orElseThrow(),
                new GrantPlan.Span(stage.now(), part.instant("expires").orElse(null), null),
                new GrantPlan.Rank(
                        0,
                        GrantPlan.Kind.ofWord(kind)
                                .orElseThrow(() ->
                                        new NotOfferedException("operation top_up of the kind " + Place.shown(kind))),
                        stage.now()),
                GrantPlan.Turn.NONE);
    }

    private static Answer hold(Stage stage, Operation operation) {
        long asked = amount(stage, operation);
        long units = operation.isCapped() ? Math.min(asked, stage.spendable()) : asked;
        if (units == 0) {
            return Answer.nothing();
        }
        var request = HoldRequest.of(units).withKey(key(stage, operation));
        var deadline = operation.part().instant("expires");
        var result = stage.account().tryHold(deadline.map(request::until).orElse(request));
        return result.fold(
                held -> {
                    operation.hold().ifPresent(name -> stage.names().put(name, held.hold()));
                    return Answer.accepted(held.receipt());
                },
                refused -> Answer.declined(refused.receipt(), refused.declined().sentence()));
    }

    private static Answer commit(Stage stage, Operation operation) {
        var name = holdName(operation);
        var hold = stage.names().hold(name);
        var request = CaptureRequest.all(hold);
        if (operation.amount().isPresent()) {
            long asked = amount(stage, operation);
            long most = Math.addExact(held(stage, name), stage.spendable());
            request = CaptureRequest.of(hold, operation.isCapped() ? Math.min(asked, most) : asked);
            if (stage.policy().keepsRestHeld() && asked != 0) {
                request = request.keepingTheRest();
            }
        }
        var result = stage.account().capture(request.withKey(key(stage, operation)));
        if (result instanceof CloseResult.Done done) {
            noteDebit(stage, operation.name().orElse(name), done.receipt().key());
        }
        return closing(result);
    }

    private static Answer release(Stage stage, Operation operation) {
        var name = holdName(operation);
        var hold = stage.names().hold(name);
        if (operation.amount().isPresent() && amount(stage, operation) != held(stage, name)) {
            throw new NotOfferedException("operation release of a part of a hold");
        }
        return closing(stage.account().release(hold, new IdempotencyKey(key(stage, operation))));
    }

    /** Its time has come, whether it had one or not; of a hold that has lapsed by itself nothing is left to do. */
    private static Answer expireHold(Stage stage, Operation operation) {
        var result = stage.account().release(stage.names().hold(holdName(operation)));
        return result instanceof CloseResult.Closed closed && closed.state() == HoldState.LAPSED
                ? new Answer(EnumSet.of(Result.OK, Result.NOOP, Result.REJECTED), "lapsed before")
                : closing(result);
    }

    private static String holdName(Operation operation) {
        return operation
                .hold()
                .orElseThrow(() ->
                        new NotOfferedException("operation " + operation.kind().word() + " without a hold"));
    }

    private static long held(Stage stage, String name) {
        var id = stage.names().hold(name);
        return stage.account().holds().stream()
                .filter(hold -> hold.id().equals(id))
                .mapToLong(hold -> hold.held())
                .sum();
    }

    private static Answer closing(CloseResult result) {
        if (result instanceof CloseResult.Done done) {
            return Answer.accepted(done.receipt());
        }
        if (result instanceof CloseResult.Refused refused) {
            return Answer.declined(
                    refused.declined().receipt(), refused.declined().sentence());
        }
        return Answer.closed(((CloseResult.Closed) result).state().word());
    }

    private Answer voidGrant(Stage stage, Operation operation) {
        var name = operation.grant().orElseThrow(() -> new NotOfferedException("operation void_grant without a grant"));
        var known = stage.names().bucket(name);
        if (known.isPresent() && known.get().standing().isEmpty()) {
            return voidEmpty(stage, known.get());
        }
        var request = VoidRequest.of(stage.names().grant(name)).withKey(key(stage, operation));
        var receipt = stage.account().voidGrant(request);
        known.ifPresent(bucket -> stage.names().put(bucket.asEnded()));
        return Answer.accepted(receipt);
    }

    /** The ledger has no grant of it: nothing is left of it, or it has not begun. */
    private static Answer voidEmpty(Stage stage, Bucket bucket) {
        if (bucket.ended()) {
            return Answer.rejected("it was voided before");
        }
        stage.names().put(bucket.asEnded());
        return Answer.done();
    }

    private static Answer voidCredits(Stage stage, Operation operation) {
        var from = operation.grant().map(stage.names()::grant);
        long left = operation
                .grant()
                .map(name -> stage.names().bucket(name).map(stage::free).orElse(0L))
                .orElseGet(stage::spendable);
        long asked = operation.isAllThatRemains() ? left : amount(stage, operation);
        long units = operation.isCapped() ? Math.min(asked, left) : asked;
        if (units == 0) {
            throw new NotOfferedException("operation void_credits of zero amount");
        }
        var request = RemoveRequest.of(units).withKey(key(stage, operation));
        var receipt =
                stage.account().remove(from.map(request::from).orElse(request)).receipt();
        operation.name().ifPresent(name -> noteDebit(stage, name, receipt.key()));
        return Answer.accepted(receipt);
    }

    private static Answer reverse(Stage stage, Operation operation) {
        var name = operation
                .part()
                .text("ref")
                .orElseThrow(() -> new NotOfferedException("operation reverse without a ref"));
        if (stage.names().bucket(name).isPresent() && !stage.names().isDebit(name)) {
            throw new NotOfferedException("operation reverse of a top_up");
        }
        var keys = stage.names().debit(name);
        if (keys.size() > 1) {
            throw new NotOfferedException("operation reverse of several commits at once");
        }
        keys.forEach(key -> checkStanding(stage, key));
        var request =
                ReverseRequest.of(keys.isEmpty() ? "unknown" : keys.get(0)).withKey(key(stage, operation));
        var receipt = stage.account()
                .reverse(operation.amount().isPresent() ? request.part(amount(stage, operation)) : request);
        return Answer.accepted(receipt);
    }

    /** What was spent of a grant before its turn does not come back to it in the ledger. */
    private static void checkStanding(Stage stage, String key) {
        for (var part : stage.account().receipt(key).orElseThrow().allocations()) {
            var grant = part.grant();
            if (grant != null && stage.names().isReplaced(grant)) {
                throw new NotOfferedException("operation reverse of what was spent before a turn of its grant");
            }
        }
    }

    /** Where a debt would not fit 64 bits the ledger declines it, whatever the policy. */
    private static void checkFits(Stage stage, Operation operation) {
        long asked = operation.amount().map(stage::units).orElse(0L);
        var left = BigInteger.valueOf(stage.account().balance().available()).subtract(BigInteger.valueOf(asked));
        if (left.bitLength() >= Long.SIZE) {
            throw new NotOfferedException("amounts beyond 64 bits");
        }
    }

    private static long amount(Stage stage, Operation operation) {
        return stage.units(operation
                .amount()
                .orElseThrow(() ->
                        new NotOfferedException("operation " + operation.kind().word() + " without an amount")));
    }

    private static void noteDebit(Stage stage, String name, IdempotencyKey key) {
        stage.names().addDebit(name, key.text());
    }

    /** A name used again is the same request once more, unless the case says that it went through. */
    private static String key(Stage stage, Operation operation) {
        var names = stage.names();
        var request = operation.part().text("request_id");
        if (request.isPresent()) {
            return names.key(request.get());
        }
        var name = operation.name().orElseGet(operation::content);
        boolean isAnother = names.isKeyed(name)
                && (operation.name().isPresent()
                        ? operation.expected() == Result.OK
                        : operation.expected() != Result.DUPLICATE);
        return isAnother ? names.newKey(name) : names.key(name);
    }
}
