package dev.spike.testkit.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Allocation;
import dev.spike.ledger.Balance;
import dev.spike.ledger.CaptureRequest;
import dev.spike.ledger.CloseResult;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.Explanation;
import dev.spike.ledger.Explanation.Considered;
import dev.spike.ledger.Explanation.Lapse;
import dev.spike.ledger.Explanation.PassedOver;
import dev.spike.ledger.Explanation.Reason;
import dev.spike.ledger.Explanation.Shortfall;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.GrantTerms;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.IdempotencyKey;
import dev.spike.ledger.NegativePolicy;
import dev.spike.ledger.NextStart;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.ReceiptId;
import dev.spike.ledger.ReverseRequest;
import dev.spike.ledger.SpendAllRequest;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.VoidRequest;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Why each request ended as it did: told from the receipts, and the same whenever one asks. */
public abstract class ExplainContract {

    private final Maker maker;
    private final LedgerUnderTest ledger;
    private final CreditAccount account;
    private final Instant start;

    protected ExplainContract(Maker maker) {
        this.maker = maker;
        var setup = Setup.standard().negative((creditType, billable) -> switch (creditType.id()) {
            case "sms" -> NegativePolicy.downTo(-100);
            case "email" -> NegativePolicy.allowed();
            default -> NegativePolicy.refused();
        });
        ledger = LedgerUnderTest.of(maker, setup);
        account = ledger.account();
        start = ledger.now();
    }

    private Instant hour(long hour) {
        return start.plus(Duration.ofHours(hour));
    }

    private Explanation explained(Receipt receipt) {
        return ledger.credits().explain(receipt.id()).orElseThrow();
    }

    private static GrantId added(Receipt receipt) {
        return requireNonNull(receipt.allocations().get(0).grant());
    }

    private Receipt captured(CaptureRequest request) {
        return ((CloseResult.Done) account.capture(request)).receipt();
    }

    @Test
    void the_worked_example_of_the_law_is_told_in_one_sentence() {
        var week = account.add(AddRequest.of(100).expiringAt(ledger.inDays(7))).grant();
        var fortnight =
                account.add(AddRequest.of(200).expiringAt(ledger.inDays(14))).grant();

        var spent = account.spend(130).receipt();

        assertThat(explained(spent).sentence())
                .isEqualTo(("Spent 130 credits at 2026-04-01T00:00:00Z: 100 from grant %d (ahead by soonest-expiry) and"
                                + " 30 from grant %d; available went from 300 to 170.")
                        .formatted(week.number(), fortnight.number()));
    }

    @Test
    void the_grants_are_told_in_their_order_with_what_was_free_what_they_gave_and_why_they_stand_there() {
        var last = account.add(AddRequest.of(5).withTerms(GrantTerms.plain().withPriority(1)))
                .grant();
        var paid = account.add(AddRequest.of(10).expiringAt(hour(9))).grant();
        var alike = account.add(AddRequest.of(10).expiringAt(hour(9))).grant();
        var given = account.add(AddRequest.of(10)
                        .withTerms(GrantTerms.plain().expiringAt(hour(9)).asPromotional()))
                .grant();
        account.hold(HoldRequest.of(4));

        var explanation = explained(account.spend(8).receipt());

        assertThat(explanation.before()).isEqualTo(new Balance(31, 4, 0));
        assertThat(explanation.considered())
                .extracting(Considered::grant, Considered::free, Considered::gave, ExplainContract::ahead)
                .containsExactly(
                        tuple(given, 6L, 6L, "promotional-first"),
                        tuple(paid, 10L, 2L, "lower-id"),
                        tuple(alike, 10L, 0L, "lowest-priority"),
                        tuple(last, 5L, 0L, ""));
        assertThat(explanation.considered().get(0).terms())
                .returns(true, GrantTerms::promotional)
                .returns(hour(9), GrantTerms::expiresAt);
    }

    private static String ahead(Considered grant) {
        var ahead = grant.ahead();
        return ahead == null ? "" : ahead;
    }

    @Test
    void a_decision_is_told_as_it_found_the_account_whatever_came_after_also_at_the_same_instant() {
        var first = account.add(100).receipt();
        var spent = account.spend(30).receipt();
        var again = account.spend(20).receipt();
        account.remove(5);
        ledger.advanceDays(40);
        account.voidGrant(VoidRequest.of(added(first)));

        assertThat(explained(first).before()).isEqualTo(Balance.nothing());
        assertThat(explained(spent).before().available()).isEqualTo(100);
        assertThat(explained(again).before().available()).isEqualTo(70);
        assertThat(explained(again).considered())
                .extracting(Considered::free, Considered::gave)
                .containsExactly(tuple(70L, 20L));
        assertThat(explained(again).receipt().balance()).isEqualTo(new Balance(50, 0, 0));
    }

    @Test
    void a_decline_says_what_was_missing_and_what_would_have_helped() {
        account.add(50);
        var waiting = account.add(AddRequest.of(40).withTerms(GrantTerms.plain().startingAt(hour(2))))
                .grant();
        var hold =
                account.hold(HoldRequest.of(20).until(hour(1)).withKey("held")).hold();

        var declined = account.trySpend(70).receipt();
        ledger.advanceHours(3);
        account.spend(60);

        var explanation = explained(declined);
        assertThat(explanation.shortfall())
                .isEqualTo(new Shortfall(40, new NextStart(hour(2), 40), List.of(new Lapse(hold, hour(1), 20))));
        assertThat(explanation.passedOver()).containsExactly(new PassedOver(waiting, Reason.NOT_STARTED, 40, hour(2)));
        assertThat(explanation.considered())
                .extracting(Considered::free, Considered::gave)
                .containsExactly(tuple(30L, 0L));
        assertThat(explanation.sentence())
                .isEqualTo(
                        "Declined to spend 70 credits at 2026-04-01T00:00:00Z: 30 were available, 40 too few, and nothing"
                                + " moved; it would have helped to wait for 40 that start at 2026-04-01T02:00:00Z, to wait for hold "
                                + hold.number()
                                + " to give back 20 at 2026-04-01T01:00:00Z, to add 40 or to allow a balance further below zero.");
    }

    @Test
    void a_hold_would_have_lapsed_at_the_deadline_that_it_had_then() {
        account.add(50);
        var hold = account.hold(HoldRequest.of(20).until(hour(1))).hold();
        var declined = account.trySpend(70).receipt();
        account.extend(hold, hour(9));
        var later = account.trySpend(70).receipt();

        assertThat(explained(declined).shortfall())
                .isEqualTo(new Shortfall(40, null, List.of(new Lapse(hold, hour(1), 20))));
        assertThat(explained(later).shortfall())
                .isEqualTo(new Shortfall(40, null, List.of(new Lapse(hold, hour(9), 20))));
    }

    @Test
    void grants_that_could_not_be_drawn_on_are_told_with_the_reason() {
        var ended = account.add(AddRequest.of(10).expiringAt(hour(1))).grant();
        var gone = account.add(AddRequest.of(11).expiringAt(hour(5))).grant();
        var held = account.add(AddRequest.of(12).expiringAt(hour(6))).grant();
        ledger.advanceHours(2);
        account.voidGrant(VoidRequest.of(gone));
        account.hold(HoldRequest.of(12));
        var waiting = account.add(AddRequest.of(13).withTerms(GrantTerms.plain().startingAt(hour(8))))
                .grant();
        account.add(14);

        var explanation = explained(account.spend(1).receipt());

        assertThat(explanation.passedOver())
                .containsExactly(
                        new PassedOver(ended, Reason.ENDED, 10, hour(1)),
                        new PassedOver(gone, Reason.VOIDED, 0, hour(2)),
                        new PassedOver(held, Reason.ALL_HELD, 12, null),
                        new PassedOver(waiting, Reason.NOT_STARTED, 13, hour(8)));
    }

    @Test
    void what_was_owed_and_who_repaid_it_is_told() {
        var sms = ledger.account("sms");
        var grant = sms.add(20).grant();
        var beyond = sms.spend(50).receipt();
        var repaying = sms.add(100);

        assertThat(explained(beyond).sentence())
                .isEqualTo("Spent 50 sms at 2026-04-01T00:00:00Z: 20 from grant " + grant.number()
                        + " and 30 that no grant covered; available went from 20 to -30, owed went from 0 to 30.");
        assertThat(explained(repaying.receipt()).repaid()).containsExactly(new Allocation(repaying.grant(), 30));
        assertThat(explained(repaying.receipt()).sentence())
                .isEqualTo("Added 100 sms at 2026-04-01T00:00:00Z as grant "
                        + repaying.grant().number() + "; 30 of grant "
                        + repaying.grant().number()
                        + " repaid what was owed; available went from -30 to 70, owed went from 30 to 0.");
    }

    @Test
    void what_repaid_on_the_way_of_a_spend_is_not_told_as_spent() {
        var sms = ledger.account("sms");
        var waiting = sms.add(AddRequest.of(60).withTerms(GrantTerms.plain().startingAt(hour(1))))
                .grant();
        sms.spend(10);
        ledger.advanceHours(1);

        var explanation = explained(sms.spend(5).receipt());

        assertThat(explanation.before()).isEqualTo(new Balance(50, 0, 10));
        assertThat(explanation.repaid()).containsExactly(new Allocation(waiting, 10));
        assertThat(explanation.considered())
                .extracting(Considered::free, Considered::gave)
                .containsExactly(tuple(60L, 5L));
    }

    @Test
    void a_hold_and_what_became_of_it_is_told() {
        var grant = account.add(100).grant().number();
        var held = account.hold(HoldRequest.of(30).until(hour(4)));
        var hold = held.hold().number();
        ledger.advanceHours(1);
        var extended = account.extend(held.hold(), hour(5));
        var captured = captured(CaptureRequest.of(held.hold(), 10).keepingTheRest());
        var over = captured(CaptureRequest.of(held.hold(), 25));

        assertThat(explained(held.receipt()).sentence())
                .isEqualTo("Set 30 credits aside at 2026-04-01T00:00:00Z as hold " + hold
                        + ", until 2026-04-01T04:00:00Z: 30 from grant " + grant
                        + "; available went from 100 to 70, held went from 0 to 30.");
        assertThat(explained(((CloseResult.Done) extended).receipt()).sentence())
                .isEqualTo("Gave hold " + hold + " of 30 credits another deadline at 2026-04-01T01:00:00Z, until"
                        + " 2026-04-01T05:00:00Z; the balance stayed as it was.");
        assertThat(explained(captured).sentence())
                .isEqualTo("Captured 10 credits of hold " + hold + " at 2026-04-01T01:00:00Z: 10 from grant " + grant
                        + "; held went from 30 to 20.");
        assertThat(explained(captured).considered()).isEmpty();
        assertThat(explained(over).considered())
                .extracting(Considered::free, Considered::gave)
                .containsExactly(tuple(70L, 5L));
    }

    @Test
    void a_release_and_a_refused_capture_are_told() {
        account.add(40);
        var held = account.hold(HoldRequest.of(30)).hold();
        var refused = ((CloseResult.Refused) account.capture(CaptureRequest.of(held, 50))).declined();
        var released = ((CloseResult.Done) account.release(held)).receipt();

        assertThat(explained(refused.receipt()).shortfall()).isEqualTo(new Shortfall(10, null, List.of()));
        assertThat(explained(refused.receipt()).sentence())
                .isEqualTo("Declined to capture 50 credits of hold " + held.number()
                        + " at 2026-04-01T00:00:00Z: 10 were available, 10 too few, and nothing moved; it would have helped"
                        + " to add 10 or to allow a balance further below zero.");
        assertThat(explained(released).sentence())
                .isEqualTo("Released hold " + held.number()
                        + " with 30 credits at 2026-04-01T00:00:00Z; available went from 10"
                        + " to 40, held went from 30 to 0.");
    }

    @Test
    void a_refused_capture_is_not_told_to_wait_until_its_own_hold_has_lapsed() {
        account.add(40);
        var held = account.hold(HoldRequest.of(30).until(hour(4))).hold();
        var other = account.hold(HoldRequest.of(5).until(hour(5))).hold();

        var refused = ((CloseResult.Refused) account.capture(CaptureRequest.of(held, 50))).declined();

        assertThat(explained(refused.receipt()).shortfall())
                .isEqualTo(new Shortfall(15, null, List.of(new Lapse(other, hour(5), 5))));
    }

    @Test
    void what_a_refused_capture_was_short_of_is_told_up_to_what_64_bits_hold() {
        var email = ledger.account("email");
        email.add(30);
        var held = email.hold(HoldRequest.of(30)).hold();
        email.spend(Long.MAX_VALUE);

        var refused = ((CloseResult.Refused) email.capture(CaptureRequest.of(held, Long.MAX_VALUE))).declined();

        assertThat(explained(refused.receipt()).shortfall()).isEqualTo(new Shortfall(Long.MAX_VALUE, null, List.of()));
    }

    @Test
    void a_capture_that_was_refused_for_being_over_its_hold_is_told_that_nothing_else_helps() {
        var ledger = LedgerUnderTest.of(maker, Setup.standard().refusingCaptureOverHold());
        var account = ledger.account();
        account.add(100);
        account.add(AddRequest.of(7).withTerms(GrantTerms.plain().startingAt(hour(2))));
        account.hold(HoldRequest.of(10).until(hour(5)));
        var held = account.hold(HoldRequest.of(30)).hold();

        var refused = ((CloseResult.Refused) account.capture(CaptureRequest.of(held, 50))).declined();

        var explanation = ledger.credits().explain(refused.receipt().id()).orElseThrow();
        assertThat(explanation.shortfall()).isEqualTo(new Shortfall(0, null, List.of()));
        assertThat(explanation.sentence())
                .isEqualTo("Declined to capture 50 credits of hold " + held.number()
                        + " at 2026-04-01T00:00:00Z: that is more than was held, and nothing moved; it would have helped"
                        + " to capture no more than is held.");
    }

    @Test
    void a_rule_is_told_only_where_it_parts_a_grant_from_the_one_drawn_next() {
        var first = account.add(AddRequest.of(100).expiringAt(hour(10))).grant().number();
        account.add(50);
        var held = account.hold(HoldRequest.of(30)).hold();

        var captured = captured(CaptureRequest.of(held, 60));

        assertThat(explained(captured).sentence())
                .isEqualTo("Captured 60 credits of hold " + held.number() + " at 2026-04-01T00:00:00Z: 30 from grant "
                        + first + " and 30 from grant " + first
                        + "; available went from 120 to 90, held went from 30 to 0.");
    }

    @Test
    void a_spend_of_several_accounts_is_told_on_each() {
        var grant = account.add(100).grant().number();
        var team = ledger.credits().of(LedgerUnderTest.somebody());
        var other = team.add(20).grant().number();

        var receipts = ledger.credits()
                .spendAll(SpendAllRequest.of(account.billable(), "credits", 10).and(team.billable(), "credits", 5))
                .receipts();

        assertThat(receipts)
                .extracting(receipt -> explained(receipt).sentence())
                .containsExactly(
                        "Spent 10 credits, together with other accounts, at 2026-04-01T00:00:00Z: 10 from grant "
                                + grant + "; available went from 100 to 90.",
                        "Spent 5 credits, together with other accounts, at 2026-04-01T00:00:00Z: 5 from grant " + other
                                + "; available went from 20 to 15.");
    }

    @Test
    void who_was_short_in_a_spend_of_several_accounts_and_who_only_went_along_is_told() {
        account.add(3);
        var team = ledger.credits().of(LedgerUnderTest.somebody());
        team.add(20);

        var receipts = ledger.credits()
                .trySpendAll(SpendAllRequest.of(account.billable(), "credits", 10)
                        .and(team.billable(), "credits", 5)
                        .and(account.billable(), "sms", 40))
                .receipts();

        assertThat(receipts)
                .extracting(receipt -> explained(receipt).sentence())
                .containsExactly(
                        "Declined to spend 10 credits together with other accounts at 2026-04-01T00:00:00Z: 3 were"
                                + " available, 7 too few, and nothing moved; it would have helped to add 7 or to allow a"
                                + " balance further below zero.",
                        "Declined to spend 5 credits together with other accounts at 2026-04-01T00:00:00Z: other"
                                + " accounts had too few, and nothing moved; it would have helped to add to those.",
                        "Declined to spend 40 sms together with other accounts at 2026-04-01T00:00:00Z: other"
                                + " accounts had too few, and nothing moved; it would have helped to add to those.");
    }

    @Test
    void corrections_are_told() {
        var grant = account.add(100).grant();
        account.spend(SpendRequest.of(30).withKey("mistake"));
        var removed = account.remove(10).receipt();
        var reversed = account.reverse(ReverseRequest.of("mistake").part(20));
        var voided = account.voidGrant(VoidRequest.of(grant));
        var late = account.reverse(ReverseRequest.of("mistake"));

        assertThat(explained(removed).sentence())
                .isEqualTo("Removed 10 credits at 2026-04-01T00:00:00Z: 10 from grant " + grant.number()
                        + "; available went from 70 to 60.");
        assertThat(explained(reversed).about().undoes()).isEqualTo(new IdempotencyKey("mistake"));
        assertThat(explained(reversed).sentence())
                .isEqualTo("Reversed 20 credits of 'mistake' at 2026-04-01T00:00:00Z: 20 back to grant "
                        + grant.number() + "; available went from 60 to 80.");
        assertThat(explained(voided).sentence())
                .isEqualTo("Voided what remained of a grant, 80 credits, at 2026-04-01T00:00:00Z: 80 from grant "
                        + grant.number() + "; available went from 80 to 0.");
        assertThat(explained(late).sentence())
                .isEqualTo(
                        "Reversed 10 credits of 'mistake' at 2026-04-01T00:00:00Z, of which nothing came back; the balance"
                                + " stayed as it was.");
        assertThat(explained(late).repaid()).isEmpty();
    }

    @Test
    void what_is_captured_of_a_voided_grant_repaid_nothing() {
        var gift = account.add(60).grant();
        var hold = account.hold(HoldRequest.of(30)).hold();
        account.voidGrant(VoidRequest.of(gift));

        var explanation = explained(captured(CaptureRequest.all(hold)));

        assertThat(explanation.repaid()).isEmpty();
        assertThat(explanation.sentence())
                .isEqualTo("Captured 30 credits of hold " + hold.number() + " at 2026-04-01T00:00:00Z: 30 from grant "
                        + gift.number() + "; the balance stayed as it was.");
    }

    @Test
    void a_receipt_that_is_not_there_has_no_explanation() {
        var receipt = account.add(1).receipt().id();

        assertThat(ledger.credits().explain(new ReceiptId(receipt.account(), new IdempotencyKey("another"))))
                .isEmpty();
    }
}
