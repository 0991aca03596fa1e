package dev.spike.portal;

import dev.spike.billing.BillingException;
import dev.spike.billing.CheckoutResult;
import dev.spike.billing.Order;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;

/** The customer wants to pay the cart. Sent twice, or from two tabs, it leads to the same page. */
record CheckoutForm(Visit visit) implements CheckoutResult.Cases<ServerResponse> {

    static ServerResponse pay(Visit visit) {
        var site = visit.site();
        var pages = new Pages(
                site.absolute(visit.request(), "/buy/wait"), site.absolute(visit.request(), "/buy?payment=cancelled"));
        return visit.buyer().checkout(pages).fold(new CheckoutForm(visit));
    }

    @Override
    public ServerResponse page(CheckoutResult.Page result) {
        return Leaving.to(visit, result.page());
    }

    @Override
    public ServerResponse paidAtOnce(CheckoutResult.PaidAtOnce result) {
        return stands(result.order());
    }

    @Override
    public ServerResponse alreadyPaid(CheckoutResult.AlreadyPaid result) {
        return stands(result.order());
    }

    private ServerResponse stands(Order order) {
        return visit.seeOther(WaitingPage.path(order));
    }

    @Override
    public ServerResponse refused(CheckoutResult.Refused result) {
        var why = result.why();
        return wrong(HttpStatus.CONFLICT, Fault.sentence(visit, why, new BillingException(why, result.message())));
    }

    @Override
    public ServerResponse tryAgain(CheckoutResult.TryAgain result) {
        return wrong(HttpStatus.SERVICE_UNAVAILABLE, visit.reader().text("buy.wrong.try-again"));
    }

    private ServerResponse wrong(HttpStatus status, String sentence) {
        return BuyPage.show(visit, new Fault(status, Fault.Spot.CHECKOUT, "", "", sentence));
    }
}
