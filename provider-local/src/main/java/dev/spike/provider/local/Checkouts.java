package dev.spike.provider.local;

import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.Checkout;
import dev.spike.billing.provider.CheckoutRequest;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.billing.provider.ProviderEvent.CheckoutExpired;
import dev.spike.billing.provider.ProviderEvent.CheckoutPaid;
import dev.spike.billing.provider.Refusal;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/** A checkout is opened once, and then paid, or ended, or its time comes: whichever is first. */
final class Checkouts {

    private final CheckoutStore store = new CheckoutStore();
    private final CustomerStore customers = new CustomerStore();
    private final Methods methods = new Methods();
    private final Outbox outbox;
    private final Taking taking;
    private final Beginning beginning;
    private final URI pages;

    Checkouts(Outbox outbox, Taking taking, Beginning beginning, URI pages) {
        this.outbox = outbox;
        this.taking = taking;
        this.beginning = beginning;
        this.pages = pages;
    }

    Answer<Checkout> open(Connection connection, Instant now, CheckoutRequest asked) throws SQLException {
        var request = inMicroseconds(asked);
        var there = store.ofKey(connection, request.key());
        if (there.isPresent()) {
            return there.get().request().equals(request)
                    ? Answer.done(shown(current(connection, now, there.get())))
                    : reused(request.key());
        }
        var wrong = Limits.wrong(request, now);
        if (wrong.isPresent()) {
            return Answer.refused(Refusal.INVALID, wrong.get());
        }
        if (!customers.exists(connection, request.customerId())) {
            return Answers.noCustomer(request.customerId());
        }
        return open(connection, request);
    }

    /** Opens the page, which nobody opened before and with which nothing is wrong. */
    Answer<Checkout> open(Connection connection, CheckoutRequest request) throws SQLException {
        var page = Page.opened(request);
        store.add(connection, page);
        return Answer.done(shown(page));
    }

    boolean exists(Connection connection, String key) throws SQLException {
        return store.ofKey(connection, key).isPresent();
    }

    /** The page that was opened under the key, if it leads to the same addresses. */
    Answer<Checkout> reopen(Connection connection, Instant now, String key, Pages pages) throws SQLException {
        var page = store.ofKey(connection, key).orElseThrow();
        return page.request().pages().equals(pages) ? Answer.done(shown(current(connection, now, page))) : reused(key);
    }

    private static Answer<Checkout> reused(String key) {
        return Answer.refused(Refusal.KEY_REUSED, "Another checkout was opened under '" + key + "'; take a new key.");
    }

    /** As the database keeps it. */
    private static CheckoutRequest inMicroseconds(CheckoutRequest request) {
        return new CheckoutRequest(
                request.key(),
                request.customerId(),
                request.lines(),
                request.discount(),
                request.total(),
                request.pages(),
                request.expiresAt().truncatedTo(ChronoUnit.MICROS));
    }

    Answer<Checkout> find(Connection connection, Instant now, String key) throws SQLException {
        var page = store.ofKey(connection, key);
        return page.isEmpty() ? noCheckout(key) : Answer.done(shown(current(connection, now, page.get())));
    }

    Answer<Checkout> end(Connection connection, Instant now, String key) throws SQLException {
        var page = store.ofKey(connection, key);
        if (page.isEmpty()) {
            return noCheckout(key);
        }
        var ended = current(connection, now, page.get());
        return Answer.done(shown(ended.state() == Page.State.OPEN ? expired(connection, now, ended) : ended));
    }

    private static Answer<Checkout> noCheckout(String key) {
        return Answer.refused(Refusal.NOT_FOUND, "No checkout was opened under '" + key + "'; open it first.");
    }

    private Checkout shown(Page page) {
        return switch (page.state()) {
            case OPEN -> new Checkout.Open(page.key(), pages.resolve(LocalPages.PATH + page.secret()));
            case PAID -> new Checkout.Paid(page.key(), Objects.requireNonNull(page.payment()));
            case EXPIRED -> new Checkout.Expired(page.key());
        };
    }

    /** The page of the secret as it stands now. */
    Optional<Page> page(Connection connection, Instant now, String secret) throws SQLException {
        var page = store.ofPage(connection, secret);
        return page.isEmpty() ? page : Optional.of(current(connection, now, page.get()));
    }

    private Page current(Connection connection, Instant now, Page page) throws SQLException {
        boolean over =
                page.state() == Page.State.OPEN && !now.isBefore(page.request().expiresAt());
        return over ? expired(connection, now, page) : page;
    }

    private Page expired(Connection connection, Instant now, Page page) throws SQLException {
        var expired = page.expired();
        store.save(connection, expired);
        outbox.tell(connection, new CheckoutExpired(now, page.key()));
        return expired;
    }

    /** Ends all whose time has come though nobody looks, so that it is told. */
    void expireDue(Connection connection, Instant now) throws SQLException {
        for (var key : store.expire(connection, now)) {
            outbox.tell(connection, new CheckoutExpired(now, key));
        }
    }

    /** The open page now waits for the card to be confirmed; or for none. */
    Page wait(Connection connection, Page waiting) throws SQLException {
        store.save(connection, waiting);
        return waiting;
    }

    /** The open page is paid with the card, which is kept; the one that begins a subscription is the default from then on. */
    Page pay(Connection connection, Instant now, Page page, TestCard card) throws SQLException {
        var request = page.request();
        var begun = beginning.atPage(connection, now, page.key());
        var payment =
                begun.isPresent() ? begun.get() : taking.take(connection, now, request.customerId(), request.total());
        var paid = page.paid(payment);
        store.save(connection, paid);
        if (begun.isPresent()) {
            methods.prefer(connection, request.customerId(), card, now);
        } else {
            methods.keep(connection, request.customerId(), card, now);
        }
        outbox.tell(connection, new CheckoutPaid(now, page.key(), payment));
        return paid;
    }
}
