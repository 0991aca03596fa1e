package dev.spike.server.crash;

import dev.spike.server.crash.Known.KnownHold;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;

/** Random requests of one client, tight enough that many are declined. */
final class Drawing {

    /** Few, so that clients meet. */
    static final int ACCOUNTS = 12;

    private static final int ADDED_MAX = 160;
    private static final int TAKEN_MAX = 40;

    private final SplittableRandom random;
    private final InstantSource clock;
    private final Known known;

    Drawing(SplittableRandom random, InstantSource clock, Known known) {
        this.random = random;
        this.clock = clock;
        this.known = known;
    }

    /** What names a hold, a grant or a spend becomes a spend where none is known. */
    Sent next(String key) {
        var account = named(random.nextInt(ACCOUNTS));
        var kind = Kind.drawn(random);
        return switch (kind) {
            case ADD -> add(key, account);
            case HOLD -> hold(key, account);
            case SPEND, REMOVE -> take(key, account, kind);
            case SPEND_ALL -> takeOfSome(key);
            case CAPTURE ->
                known.hold(account, random)
                        .map(hold -> capture(key, account, hold))
                        .orElseGet(() -> take(key, account, Kind.SPEND));
            case RELEASE ->
                known.hold(account, random)
                        .map(hold -> new Sent(key, account, kind, null, hold.number()))
                        .orElseGet(() -> take(key, account, Kind.SPEND));
            case EXTEND ->
                known.hold(account, random)
                        .map(hold -> new Sent(key, account, kind, null, hold.number()).until(inSeconds(1, 10)))
                        .orElseGet(() -> take(key, account, Kind.SPEND));
            case VOID ->
                known.grant(account, random)
                        .map(grant -> new Sent(key, account, kind, null, grant))
                        .orElseGet(() -> take(key, account, Kind.SPEND));
            case REVERSE ->
                known.taking(account, random)
                        .map(taken -> new Sent(key, account, kind, random.nextBoolean() ? null : upTo(10), taken))
                        .orElseGet(() -> take(key, account, Kind.SPEND));
        };
    }

    /** Half of the grants end within seconds, so that grants run out of time in the middle of it all. */
    private Sent add(String key, String account) {
        var sent = new Sent(key, account, Kind.ADD, upTo(ADDED_MAX), null);
        return random.nextBoolean() ? sent : sent.until(inSeconds(5, 60));
    }

    /** Two holds of three have a deadline, and some of them lapse before they are closed. */
    private Sent hold(String key, String account) {
        var sent = new Sent(key, account, Kind.HOLD, upTo(TAKEN_MAX), null);
        return random.nextInt(3) == 0 ? sent : sent.until(inSeconds(1, 8));
    }

    private Sent take(String key, String account, Kind kind) {
        return new Sent(key, account, kind, upTo(TAKEN_MAX), null);
    }

    /** Of two or three accounts, of which often one is short. */
    private Sent takeOfSome(String key) {
        var accounts = random.ints(0, ACCOUNTS)
                .distinct()
                .limit(2L + random.nextInt(2))
                .boxed()
                .toList();
        return Sent.ofAll(
                key,
                accounts.stream()
                        .map(number -> new Sent.Part(named(number), upTo(TAKEN_MAX)))
                        .toList());
    }

    private static String named(int number) {
        return "account-" + number;
    }

    /** All, more, nothing, or a part, whose rest is released or kept. */
    private Sent capture(String key, String account, KnownHold hold) {
        long part = 1 + random.nextLong(hold.amount());
        return switch (random.nextInt(6)) {
            case 0 -> new Sent(key, account, Kind.CAPTURE, null, hold.number());
            case 1 -> new Sent(key, account, Kind.CAPTURE, hold.amount() + upTo(TAKEN_MAX), hold.number());
            case 2 -> new Sent(key, account, Kind.CAPTURE, 0L, hold.number());
            case 3 -> new Sent(key, account, Kind.CAPTURE, part, hold.number());
            default -> new Sent(key, account, Kind.CAPTURE, part, hold.number()).keepingTheRest();
        };
    }

    private long upTo(int most) {
        return 1L + random.nextInt(most);
    }

    private Instant inSeconds(int least, int most) {
        return clock.instant().plusSeconds(least + random.nextInt(most)).truncatedTo(ChronoUnit.MILLIS);
    }
}
