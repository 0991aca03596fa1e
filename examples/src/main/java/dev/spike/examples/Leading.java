package dev.spike.examples;

import dev.spike.billing.CheckoutResult;
import dev.spike.billing.SubscribeResult;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where a wish to pay leads: to the provider's page, or home with a notice. A new kind of answer would not compile here. */
record Leading(RedirectAttributes flash) implements CheckoutResult.Cases<String>, SubscribeResult.Cases<String> {

    private String home(String notice) {
        flash.addFlashAttribute("notice", notice);
        return "redirect:/";
    }

    @Override
    public String page(CheckoutResult.Page result) {
        return "redirect:" + result.page();
    }

    @Override
    public String page(SubscribeResult.Page result) {
        return "redirect:" + result.page();
    }

    @Override
    public String paidAtOnce(CheckoutResult.PaidAtOnce result) {
        return home("There was nothing to pay; it is yours.");
    }

    @Override
    public String alreadyPaid(CheckoutResult.AlreadyPaid result) {
        return home("You have paid already.");
    }

    @Override
    public String done(SubscribeResult.Done result) {
        return home("Your subscription has changed.");
    }

    @Override
    public String refused(CheckoutResult.Refused result) {
        return home(result.message());
    }

    @Override
    public String refused(SubscribeResult.Refused result) {
        return home(result.message());
    }

    @Override
    public String tryAgain(CheckoutResult.TryAgain result) {
        return home("The payment provider did not answer. Try again; nothing is charged twice.");
    }

    @Override
    public String tryAgain(SubscribeResult.TryAgain result) {
        return home("The payment provider did not answer. Try again; nothing is charged twice.");
    }
}
