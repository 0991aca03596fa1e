package dev.spike.server.crash;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.Credits;
import dev.spike.ledger.NotEnoughBalanceException;
import dev.spike.ledger.RemoveRequest;
import dev.spike.ledger.SpendRequest;
import dev.spike.server.crash.Journal.Sent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.SplittableRandom;

/** One client: random requests on few accounts, one after the other, each under a key of its own and written down. */
final class Load implements Runnable {

    static final String BILLABLE_TYPE = "crash";

    /** Few, so that clients meet. */
    static final int ACCOUNTS = 12;

    private final Credits credits;
    private final Journal journal;
    private final InstantSource clock;
    private final String name;
    private final SplittableRandom random;

    Load(Credits credits, Journal journal, InstantSource clock, String name, long seed) {
        this.credits = credits;
        this.journal = journal;
        this.clock = clock;
        this.name = name;
        this.random = new SplittableRandom(seed);
    }

    /** Asks again, under the same keys, what an earlier client was not told. */
    static void repeat(Credits credits, Journal journal, InstantSource clock, Collection<Sent> unanswered) {
        var load = new Load(credits, journal, clock, "repeat", 0);
        unanswered.forEach(load::ask);
    }

    /** Goes on until the process is killed or the database is gone. */
    @Override
    public void run() {
        for (long n = 0; ; n++) {
            var sent = next(name + "-" + n);
            journal.sent(sent);
            ask(sent);
        }
    }

    private Sent next(String key) {
        var account = "account-" + random.nextInt(ACCOUNTS);
        int drawn = random.nextInt(100);
        var verb = drawn < 12 ? "add" : drawn < 16 ? "remove" : "spend";
        long amount = verb.equals("add") ? 1 + random.nextInt(400) : 1 + random.nextInt(40);
        return new Sent(key, account, verb, amount, verb.equals("add") ? expiry() : "");
    }

    /** Half of the grants end within seconds, so that grants run out of time in the middle of it all. */
    private String expiry() {
        return random.nextBoolean()
                ? ""
                : clock.instant().plusSeconds(10 + random.nextInt(60)).toString();
    }

    private void ask(Sent sent) {
        var account = credits.of(Billable.of(BILLABLE_TYPE, sent.account()));
        journal.answered(sent, answer(account, sent));
    }

    private static String answer(CreditAccount account, Sent sent) {
        try {
            return switch (sent.verb()) {
                case "add" -> added(account, sent);
                case "remove" -> removed(account, sent);
                default ->
                    account.trySpend(SpendRequest.of(sent.amount()).withKey(sent.key()))
                            .fold(spent -> "accepted", declined -> "declined");
            };
        } catch (NotEnoughBalanceException e) {
            return "declined";
        }
    }

    private static String removed(CreditAccount account, Sent sent) {
        account.remove(RemoveRequest.of(sent.amount()).withKey(sent.key()));
        return "accepted";
    }

    private static String added(CreditAccount account, Sent sent) {
        var request = AddRequest.of(sent.amount()).withKey(sent.key());
        account.add(sent.expiresAt().isEmpty() ? request : request.expiringAt(Instant.parse(sent.expiresAt())));
        return "accepted";
    }
}
