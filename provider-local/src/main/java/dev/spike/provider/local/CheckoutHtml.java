package dev.spike.provider.local;

import dev.spike.billing.provider.CheckoutRequest.CheckoutLine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;

/** The pages' HTML. No script; every text that came from outside goes through {@link #text}. */
final class CheckoutHtml {

    private static final String STYLE = """
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 34rem; margin: 2rem auto; padding: 0 1rem }
            .no-money { border: 2px solid #b45309; background: #fef3c7; color: #451a03; padding: .5rem 1rem }
            table { width: 100%; border-collapse: collapse }
            th, td { text-align: left; padding: .25rem; border-bottom: 1px solid #d4d4d4; overflow-wrap: anywhere }
            td:last-child, tr.total td { text-align: right; font-variant-numeric: tabular-nums }
            tr.total { font-weight: bold }
            .notice { color: #b91c1c; font-weight: bold }
            input { font: inherit; width: 14rem; padding: .25rem } button { font: inherit; padding: .25rem 1rem }
            """;

    /** The one style that the pages' policy allows. */
    static final String STYLE_HASH = "sha256-" + hash(STYLE);

    private static final String FRAME = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>Test checkout</title>
            <style>%s</style>
            </head>
            <body>
            <p class="no-money">This is a test checkout. <strong>No money moves.</strong></p>
            %s
            </body>
            </html>
            """;

    private static final String BUTTON = """
            <button name="action" value="%s">%s</button>
            """;

    private CheckoutHtml() {}

    private static String hash(String style) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, which every Java must have.", e);
        }
    }

    static String message(String sentence) {
        return FRAME.formatted(STYLE, "<h1>" + text(sentence) + "</h1>");
    }

    static String expired(Page page) {
        return FRAME.formatted(
                STYLE, """
                <h1>This checkout has expired</h1>
                <p>Nothing was paid. <a href="%s" rel="noreferrer">Go back</a></p>
                """.formatted(text(page.request().pages().whenCancelled().toString())));
    }

    static String card(Page page, String notice) {
        return FRAME.formatted(STYLE, """
                <h1>Pay %s</h1>
                %s
                %s
                <form method="post">
                <input type="hidden" name="form" value="%s">
                <p><label>Test card <input name="card" inputmode="numeric" autocomplete="off" maxlength="23"></label></p>
                <p>%s%s</p>
                </form>
                <h2>Test cards</h2>
                <table>%s</table>
                """.formatted(
                        text(page.request().total().toString()),
                        notice.isEmpty() ? "" : "<p class=\"notice\" role=\"alert\">" + text(notice) + "</p>",
                        lines(page),
                        text(page.form()),
                        BUTTON.formatted("pay", "Pay"),
                        BUTTON.formatted("cancel", "Cancel"),
                        cards()));
    }

    static String confirmation(Page page) {
        return FRAME.formatted(STYLE, """
                <h1>Is it you who pays %s?</h1>
                %s
                <form method="post">
                <input type="hidden" name="form" value="%s">
                <p>%s%s%s</p>
                </form>
                """.formatted(
                        text(page.request().total().toString()),
                        lines(page),
                        text(page.form()),
                        BUTTON.formatted("confirm", "Yes, confirm"),
                        BUTTON.formatted("refuse", "No, take another card"),
                        BUTTON.formatted("cancel", "Cancel")));
    }

    private static String lines(Page page) {
        var request = page.request();
        var discount = request.discount().isZero() ? "" : row("Discount", "-" + request.discount());
        return "<table>" + request.lines().stream().map(CheckoutHtml::line).collect(Collectors.joining()) + discount
                + "<tr class=\"total\"><td>Total</td><td>"
                + text(request.total().toString()) + "</td></tr></table>";
    }

    private static String line(CheckoutLine line) {
        return row(line.quantity() + " x " + line.name(), line.unitPrice() + " each");
    }

    private static String cards() {
        return Arrays.stream(TestCard.values())
                .map(card -> row(card.number(), card.effect()))
                .collect(Collectors.joining());
    }

    private static String row(String left, String right) {
        return "<tr><td>" + text(left) + "</td><td>" + text(right) + "</td></tr>\n";
    }

    /** The text as it can stand between tags and in quotes. */
    private static String text(String raw) {
        return raw.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
