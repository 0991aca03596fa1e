package dev.spike.portal;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;

/** All that the portal answers, and who may ask for it. */
final class Routes {

    private Routes() {}

    static List<Route> all() {
        var tries = new CodeTries();
        return Stream.of(frame(), usage(), buying(tries), subscribe(tries), billing(), manage())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Route> frame() {
        return List.of(
                Route.see("", visit -> visit.seeOther("/usage")),
                Route.see("/", visit -> visit.seeOther("/usage")),
                new Route(HttpMethod.POST, Switching.PATH, Route.Need.SEE, Switching::choose));
    }

    private static List<Route> usage() {
        return List.of(
                Route.see("/usage", UsagePage::show),
                Route.see("/usage/statement.csv", StatementCsv::download),
                Route.see("/grants", GrantsPage::show));
    }

    private static List<Route> billing() {
        return List.of(
                Route.see("/invoices", InvoicesPage::show),
                Route.buy("/invoices/default", InvoicesPage::makeDefault),
                Route.buy("/invoices/remove", InvoicesPage::remove),
                Route.see("/settings", SettingsPage::show),
                Route.buy("/settings", SettingsPage::change));
    }

    private static List<Route> manage() {
        return List.of(
                operate(HttpMethod.GET, "/manage", ManagePage::show),
                operate(HttpMethod.GET, "/manage/add", ManageAdding::preview),
                operate(HttpMethod.POST, "/manage/add", ManageAdding::add),
                operate(HttpMethod.GET, "/manage/void", ManageVoiding::preview),
                operate(HttpMethod.POST, "/manage/void", ManageVoiding::end),
                operate(HttpMethod.GET, "/manage/reverse", ManageReversing::preview),
                operate(HttpMethod.POST, "/manage/reverse", ManageReversing::reverse));
    }

    private static Route operate(HttpMethod method, String path, Page page) {
        return new Route(method, path, Route.Need.OPERATE, page);
    }

    private static List<Route> buying(CodeTries tries) {
        var cart = new CartForms(tries);
        return List.of(
                Route.see("/buy", BuyPage::show),
                Route.buy("/buy/cart", cart::add),
                Route.buy("/buy/cart/quantity", cart::quantity),
                Route.buy("/buy/cart/remove", cart::remove),
                Route.buy("/buy/cart/code", cart::code),
                Route.buy("/buy/cart/code/remove", cart::removeCode),
                Route.buy("/buy/cart/currency", cart::currency),
                Route.buy("/buy/checkout", CheckoutForm::pay),
                Route.see("/buy/wait", WaitingPage::newest),
                Route.see("/buy/orders/{id}/wait", WaitingPage::show),
                Route.see("/buy/orders/{id}/thanks", ThanksPage::show),
                Route.see("/orders", OrdersPage::show),
                Route.see("/orders/{id}", OrdersPage::receipt));
    }

    /** Fixed names before plans: a plan is not reached by one of theirs. */
    private static List<Route> subscribe(CodeTries tries) {
        var plan = SubscribePage.PATH + "/{plan}";
        return List.of(
                Route.see(SubscribePage.PATH, SubscribePage::show),
                Route.see(WaitPage.PATH, WaitPage::show),
                new Route(HttpMethod.GET, CancelPage.PATH, Route.Need.BUY, CancelPage::show),
                Route.buy(CancelPage.PATH, CancelPage::cancel),
                Route.buy(CancelPage.OFFER, CancelPage::stay),
                Route.buy(SubscribePage.RESUME, SubscribePage::resume),
                Route.buy(SubscribePage.CODE, tries.slowed(SubscribePage::applyCode)),
                new Route(HttpMethod.GET, plan, Route.Need.BUY, PlanPage::show),
                Route.buy(plan, tries.slowed(PlanPage::choose)));
    }

    /** The pages that the side bar may name. */
    static Set<String> places(List<Route> routes) {
        return routes.stream()
                .filter(route -> !route.changes() && !route.path().isEmpty())
                .map(route -> route.path().substring(1))
                .filter(path -> !path.contains("/") && !path.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
