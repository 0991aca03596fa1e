package dev.spike.testkit.linearizability;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CaptureRequest;
import dev.spike.ledger.CloseResult;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.HoldId;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.SpikeException;
import dev.spike.testkit.contract.LedgerUnderTest;
import dev.spike.testkit.race.Racers;
import dev.spike.testkit.race.TwoNodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Threads of two nodes that drive one nearly empty account of several grants, and what each was answered when. */
final class Recording {

    static final int THREADS = 6;
    static final int OPERATIONS = 4;

    private final Billable owner = Billable.of("user", UUID.randomUUID().toString());
    private final AtomicLong ticks = new AtomicLong();
    private final List<HoldId> holds = new CopyOnWriteArrayList<>();
    private final TwoNodes nodes;
    private final long seed;

    private Recording(TwoNodes nodes, long seed) {
        this.nodes = nodes;
        this.seed = seed;
    }

    /** @param seed of what each thread asks; which of them comes first is left to chance */
    static History play(TwoNodes nodes, long seed) {
        return new Recording(nodes, seed).play();
    }

    private History play() {
        var random = new Random(seed);
        long first = random.nextLong(1, 7);
        long second = random.nextLong(1, 7);
        nodes.account(0, owner).add(adding(first));
        nodes.account(1, owner).add(adding(second));
        var operations = Racers.race(THREADS, thread -> () -> drive(thread, new Random(seed + 1 + thread)));
        return new History(
                SmallLedger.with(first + second),
                operations.stream().flatMap(List::stream).toList());
    }

    private List<Operation> drive(int thread, Random random) {
        var account = nodes.account(thread, owner);
        var operations = new ArrayList<Operation>();
        for (int i = 0; i < OPERATIONS; i++) {
            var request = request(random);
            long asked = ticks.incrementAndGet();
            var answer = ask(account, request);
            operations.add(new Operation(thread, request, answer, asked, ticks.incrementAndGet()));
            if (answer instanceof Answer.Held held) {
                holds.add(held.hold());
            }
        }
        return operations;
    }

    private Request request(Random random) {
        int verb = random.nextInt(20);
        long amount = random.nextLong(1, 8);
        var known = List.copyOf(holds);
        if (verb < 2) {
            return new Request.Add(amount);
        } else if (verb < 7) {
            return new Request.Spend(amount);
        } else if (verb < 10) {
            return new Request.Look();
        } else if (verb < 13 || known.isEmpty()) {
            return new Request.SetAside(amount);
        }
        var hold = known.get(random.nextInt(known.size()));
        if (verb < 16) {
            return new Request.Capture(hold, amount - 1);
        } else if (verb < 18) {
            return new Request.CapturePart(hold, amount);
        }
        return new Request.Release(hold);
    }

    /** Of several ends, none of which comes, so that spends cross grants. */
    private static AddRequest adding(long amount) {
        return AddRequest.of(amount).expiringAt(LedgerUnderTest.START.plus(Duration.ofDays(amount)));
    }

    private static Answer ask(CreditAccount account, Request request) {
        try {
            if (request instanceof Request.Add add) {
                return new Answer.Done(
                        account.add(adding(add.amount())).receipt().balance());
            } else if (request instanceof Request.Spend spend) {
                return account.trySpend(spend.amount())
                        .fold(
                                spent -> new Answer.Done(spent.receipt().balance()),
                                declined ->
                                        new Answer.Declined(declined.receipt().balance()));
            } else if (request instanceof Request.SetAside hold) {
                return account.tryHold(HoldRequest.of(hold.amount()))
                        .fold(
                                held -> new Answer.Held(
                                        held.hold(), held.receipt().balance()),
                                declined ->
                                        new Answer.Declined(declined.receipt().balance()));
            } else if (request instanceof Request.Capture capture) {
                return closed(account.capture(CaptureRequest.of(capture.hold(), capture.amount())));
            } else if (request instanceof Request.CapturePart part) {
                return closed(account.capture(
                        CaptureRequest.of(part.hold(), part.amount()).keepingTheRest()));
            } else if (request instanceof Request.Release release) {
                return closed(account.release(release.hold()));
            }
            return new Answer.Done(account.balance());
        } catch (SpikeException e) {
            return new Answer.Fallen(String.valueOf(e.getMessage()));
        }
    }

    private static Answer closed(CloseResult result) {
        if (result instanceof CloseResult.Done done) {
            return new Answer.Done(done.receipt().balance());
        } else if (result instanceof CloseResult.Refused refused) {
            return new Answer.Declined(refused.declined().receipt().balance());
        }
        return new Answer.Closed(((CloseResult.Closed) result).state());
    }
}
