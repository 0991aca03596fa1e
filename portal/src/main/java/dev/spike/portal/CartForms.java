package dev.spike.portal;

import dev.spike.billing.BillingError;
import dev.spike.billing.BillingException;
import dev.spike.portal.Fault.Spot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;

/** The forms that change the cart. Each leads back to the cart, or shows what was wrong and what was typed. */
final class CartForms {

    private static final String CART = "/buy#cart";

    private final CodeTries tries;

    CartForms(CodeTries tries) {
        this.tries = tries;
    }

    /** Does something with the cart. */
    @FunctionalInterface
    private interface Change {

        void of(String product, int quantity);
    }

    /** So many more of a product. A repeat adds them again. */
    ServerResponse add(Visit visit) {
        var wishes = Wish.of(visit);
        var fault = put(visit, Spot.OFFER, wishes, visit.buyer()::addToCart);
        return fault.map(wrong -> BuyPage.show(visit, wrong))
                .orElseGet(() -> visit.seeOther(
                        wishes.isEmpty() ? CART : "/buy?added=" + wishes.get(0).product() + "#cart"));
    }

    /** Exactly so many of each product, and a code where one is given with them. A repeat changes nothing. */
    ServerResponse quantity(Visit visit) {
        boolean chosen = visit.parameter(Chosen.FORM).isPresent();
        var fault = put(visit, chosen ? Spot.CHOSEN : Spot.LINE, Wish.of(visit), visit.buyer()::putInCart);
        if (fault.isEmpty() && chosen && visit.parameter("code").isPresent()) {
            fault = apply(visit, Spot.CHOSEN_CODE);
        }
        return answer(visit, fault);
    }

    private static Optional<Fault> put(Visit visit, Spot spot, List<Wish> wishes, Change change) {
        for (var wish : wishes) {
            var count = wish.count();
            if (count.isEmpty()) {
                return Optional.of(new Fault(
                        HttpStatus.BAD_REQUEST,
                        spot,
                        wish.product(),
                        wish.quantity(),
                        Fault.sentence(visit, BillingError.QUANTITY_OUT_OF_RANGE)));
            }
            try {
                change.of(wish.product(), count.get());
            } catch (BillingException e) {
                return Optional.of(Fault.of(visit, spot, wish, e));
            }
        }
        return Optional.empty();
    }

    ServerResponse remove(Visit visit) {
        visit.parameter("product").ifPresent(visit.buyer()::removeFromCart);
        return visit.seeOther(CART);
    }

    ServerResponse code(Visit visit) {
        return answer(visit, apply(visit, Spot.CODE));
    }

    private Optional<Fault> apply(Visit visit, Spot spot) {
        var code = visit.parameter("code").orElse("");
        var owner = visit.owner().billable();
        var typed = new Wish("", code);
        if (code.isEmpty()) {
            return Optional.of(new Fault(
                    HttpStatus.BAD_REQUEST, spot, "", "", visit.reader().text("buy.wrong.code-missing")));
        }
        var wait = tries.begin(owner, visit.now());
        if (wait.isPresent()) {
            return Optional.of(
                    new Fault(HttpStatus.TOO_MANY_REQUESTS, spot, "", typed.quantity(), tooMany(visit, wait.get())));
        }
        boolean wrong = false;
        try {
            visit.buyer().applyCode(code);
            return Optional.empty();
        } catch (BillingException e) {
            wrong = e.error() == BillingError.CODE_UNKNOWN;
            return Optional.of(Fault.of(visit, spot, typed, e));
        } finally {
            if (!wrong) {
                tries.forgive(owner, visit.now());
            }
        }
    }

    private static String tooMany(Visit visit, Instant until) {
        var minutes = Duration.between(visit.now(), until).plusSeconds(59).toMinutes();
        return visit.reader().text("buy.wrong.code-too-often", "minutes", minutes);
    }

    ServerResponse removeCode(Visit visit) {
        visit.buyer().removeCode();
        return visit.seeOther(CART);
    }

    ServerResponse currency(Visit visit) {
        var currency = visit.parameter("currency").orElse("");
        try {
            visit.buyer().payIn(currency);
            return visit.seeOther("/buy");
        } catch (BillingException e) {
            return BuyPage.show(visit, Fault.of(visit, Spot.CURRENCY, new Wish("", currency), e));
        }
    }

    private static ServerResponse answer(Visit visit, Optional<Fault> fault) {
        return fault.map(wrong -> BuyPage.show(visit, wrong)).orElseGet(() -> visit.seeOther(CART));
    }
}
