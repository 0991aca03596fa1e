package dev.spike.provider.local;

import dev.spike.provider.local.LocalBank.PageState;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** What a visitor's request does, and which page it leads to. */
final class CheckoutDesk {

    private final LocalProvider provider;
    private final LocalBank bank;

    CheckoutDesk(LocalProvider provider) {
        this.provider = provider;
        this.bank = provider.bank();
    }

    Reply show(String secret) {
        return provider.page(secret).map(page -> shown(page, "")).orElseGet(Reply::notFound);
    }

    private static Reply shown(Page page, String notice) {
        var pages = page.request().pages();
        var targets = new URI[] {pages.whenPaid(), pages.whenCancelled()};
        return switch (LocalBank.stateOf(page)) {
            case PAID -> Reply.redirect(pages.whenPaid());
            case EXPIRED -> Reply.page(HttpURLConnection.HTTP_GONE, CheckoutHtml.expired(page));
            case NEEDS_AUTHENTICATION ->
                Reply.page(HttpURLConnection.HTTP_OK, CheckoutHtml.confirmation(page), targets);
            case OPEN, DECLINED -> Reply.page(HttpURLConnection.HTTP_OK, CheckoutHtml.card(page, notice), targets);
        };
    }

    /** Does what the form says, once: the page that is paid meanwhile leads on as if this had paid it. */
    Reply act(String secret, Optional<Form> form) {
        var page = provider.page(secret);
        if (page.isEmpty()) {
            return Reply.notFound();
        }
        if (form.isEmpty() || !isOwn(page.get(), form.get())) {
            return Reply.badForm();
        }
        return switch (form.get().field("action")) {
            case "cancel" -> Reply.redirect(page.get().request().pages().whenCancelled());
            case "pay" -> pay(page.get(), form.get().field("card"));
            case "confirm" -> then(page.get(), bank.confirm(secret));
            case "refuse" -> then(page.get(), bank.refuse(secret));
            default -> Reply.badForm();
        };
    }

    private static boolean isOwn(Page page, Form form) {
        return MessageDigest.isEqual(
                page.form().getBytes(StandardCharsets.UTF_8), form.field("form").getBytes(StandardCharsets.UTF_8));
    }

    private Reply pay(Page page, String number) {
        return TestCard.ofNumber(number)
                .map(card -> then(page, bank.pay(page.secret(), card)))
                .orElseGet(() -> shown(page, "Only the test cards below are accepted. Never type a real one."));
    }

    private Reply then(Page page, PageState state) {
        return switch (state) {
            case PAID -> Reply.redirect(page.request().pages().whenPaid());
            case EXPIRED -> Reply.page(HttpURLConnection.HTTP_GONE, CheckoutHtml.expired(page));
            case DECLINED -> shown(page.waitingFor(null), "The card was declined. Try another.");
            case OPEN, NEEDS_AUTHENTICATION -> show(page.secret());
        };
    }
}
