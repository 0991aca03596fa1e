package dev.spike.testkit;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CaptureRequest;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.Credits;
import dev.spike.ledger.HoldId;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.NegativePolicy;
import dev.spike.ledger.Remarks;
import dev.spike.ledger.RemoveRequest;
import dev.spike.ledger.ReverseRequest;
import dev.spike.ledger.Source;
import dev.spike.ledger.SpendAllRequest;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.TransactionType;
import dev.spike.ledger.VoidRequest;
import dev.spike.ledger.postgres.PostgresCredits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Somebody who has used every verb over several months, with a text that can be searched for wherever a text fits. */
final class BusyPerson {

    private static final Instant START = Instant.parse("2026-03-20T00:00:00Z");

    final SettableClock clock = SettableClock.at("2026-03-20T00:00:00Z");
    final Credits credits;
    final Billable user;
    final Billable partner;
    private final String mark = UUID.randomUUID().toString().substring(0, 8);
    private final List<String> texts = new ArrayList<>();
    HoldId openHold;

    BusyPerson(LedgerDatabase database) {
        credits = PostgresCredits.on(database.dataSource())
                .clock(clock)
                .creditType(CreditType.of("credits"))
                .creditType(CreditType.of("sms"))
                .keepEverySpend()
                .negative(NegativePolicy.downTo(-1_000))
                .build();
        user = Billable.of("user", text("id"));
        partner = Billable.of("user", "partner-" + UUID.randomUUID());
        openHold = live();
    }

    /** All texts that must be gone. */
    List<String> texts() {
        return List.copyOf(texts);
    }

    /** A text of this person. */
    private String text(String what) {
        var text = what + "-of-" + mark;
        texts.add(text);
        return text;
    }

    /** The key of a spend that was made, whose text is {@link #texts} too. */
    String spendKey() {
        return "spend-key-of-" + mark;
    }

    String sharedKey() {
        return "shared-key-of-" + mark;
    }

    private Remarks remarks(String what) {
        return Remarks.notes(text(what + "-note"))
                .by(text(what + "-actor"), text(what + "-reason"))
                .withMetadata(Map.of(text(what + "-name"), text(what + "-value")));
    }

    SpendRequest spend() {
        return SpendRequest.of(30).withKey(spendKey());
    }

    SpendAllRequest shared() {
        return SpendAllRequest.of(user, "credits", 4).and(partner, "credits", 6).withKey(sharedKey());
    }

    private HoldId live() {
        var account = credits.of(user);
        var sms = credits.of(user, "sms");
        credits.of(partner).add(AddRequest.of(100).withNotes("the partner's"));
        account.add(AddRequest.of(100)
                .withKey(text("add-key"))
                .as(TransactionType.PRODUCT)
                .from(Source.order(text("order")))
                .expiringAt(START.plus(Duration.ofDays(300)))
                .withRemarks(remarks("add")));
        sms.add(AddRequest.of(500)
                .as(TransactionType.SUBSCRIPTION)
                .from(Source.subscription(text("subscription")))
                .withRemarks(remarks("sms")));
        account.spend(spend());
        texts.add(spendKey());
        credits.spendAll(shared());
        month(1);
        account.spend(SpendRequest.of(200).withKey(text("owing-key")).withRemarks(remarks("spend")));
        account.add(AddRequest.of(150).withKey(text("repaying-key")));
        account.reverse(ReverseRequest.of("owing-key-of-" + mark)
                .part(20)
                .withKey(text("undo-key"))
                .withRemarks(remarks("undo")));
        month(2);
        var hold = sms.hold(HoldRequest.of(50).withKey(text("hold-key"))).hold();
        sms.capture(CaptureRequest.of(hold, 20).withKey(text("capture-key")).withRemarks(remarks("capture")));
        sms.remove(RemoveRequest.of(5).withKey(text("remove-key")).withRemarks(remarks("remove")));
        month(3);
        account.voidGrant(VoidRequest.of(account.add(25).grant()).withRemarks(remarks("void")));
        sms.trySpend(SpendRequest.of(5_000).withKey(text("declined-key")));
        return sms.hold(HoldRequest.of(70)).hold();
    }

    private void month(int number) {
        clock.set(START.plus(Duration.ofDays(31L * number)));
    }
}
