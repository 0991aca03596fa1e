package dev.spike.examples;

import dev.spike.billing.Billing;
import dev.spike.billing.Interval;
import dev.spike.billing.Plan;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.CreditTransaction;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.Credits;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** What a customer has, and the ways to more. Whose account it is, only the sign-in says. */
@Controller
class AccountPage {

    private static final int LINES = 20;

    record Line(LocalDate day, String what, long credits) {

        static Line of(CreditTransaction row) {
            var day = LocalDate.ofInstant(row.times().createdAt(), ZoneOffset.UTC);
            return new Line(day, row.type().word(), row.credits());
        }
    }

    record Purse(String type, long available, List<Line> statement) {

        static Purse of(CreditAccount account) {
            var newest = account.transactions(null, LINES).transactions();
            return new Purse(
                    account.creditType().id(),
                    account.balance().available(),
                    newest.stream().map(Line::of).toList());
        }
    }

    private final Credits credits;
    private final Billing billing;

    AccountPage(Credits credits, Billing billing) {
        this.credits = credits;
        this.billing = billing;
    }

    @GetMapping("/login")
    String signIn() {
        return "login";
    }

    @GetMapping("/")
    String show(@AuthenticationPrincipal Customer customer, Model model) {
        var catalogue = billing.catalogue();
        model.addAttribute("name", customer.getUsername());
        model.addAttribute(
                "purses",
                credits.creditTypes().stream()
                        .map(CreditType::id)
                        .map(type -> Purse.of(customer.credits(type)))
                        .toList());
        model.addAttribute(
                "plan",
                billing.of(customer).subscriber().currentPlan().map(Plan::name).orElse("none"));
        model.addAttribute("products", catalogue.visibleProducts());
        model.addAttribute(
                "plans",
                catalogue.visiblePlans().stream().filter(plan -> !plan.isFree()).toList());
        return "account";
    }

    @PostMapping("/buy")
    String buy(@AuthenticationPrincipal Customer customer, @RequestParam String product, RedirectAttributes flash) {
        var buyer = billing.of(customer);
        buyer.cart().lines().forEach(line -> buyer.removeFromCart(line.product().id()));
        buyer.putInCart(product, 1);
        return buyer.checkout(pages()).fold(new Leading(flash));
    }

    @PostMapping("/subscribe")
    String subscribe(@AuthenticationPrincipal Customer customer, @RequestParam String plan, RedirectAttributes flash) {
        return billing.of(customer)
                .subscriber()
                .subscribe(plan, Interval.MONTHLY, pages())
                .fold(new Leading(flash));
    }

    /** Where the provider's page leads when it is paid, and when it is not. */
    private static Pages pages() {
        var home = ServletUriComponentsBuilder.fromCurrentContextPath().path("/");
        return new Pages(
                home.cloneBuilder().queryParam("paid").build().toUri(),
                home.build().toUri());
    }
}
