package dev.spike.billing.postgres;

import dev.spike.billing.Payer;
import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.Forgotten;
import dev.spike.billing.provider.Invoice;
import dev.spike.billing.provider.PaymentMethod;
import dev.spike.billing.provider.PaymentProvider;
import dev.spike.billing.provider.Refusal;
import dev.spike.ledger.Billable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A billable that pays: PostgreSQL knows as whom, and the provider all else. */
final class PostgresPayer implements Payer {

    /** No provider's id is longer. */
    private static final int ID_MAX = 255;

    private final @Nullable PaymentProvider provider;
    private final BillingDatabase database;
    private final Billable billable;
    private final CustomerStore customers = new CustomerStore();

    PostgresPayer(@Nullable PaymentProvider provider, BillingDatabase database, Billable billable) {
        this.provider = provider;
        this.database = database;
        this.billable = billable;
    }

    @Override
    public Billable billable() {
        return billable;
    }

    /** What the provider is asked about its customer. */
    private interface Question<T> {

        Answer<T> ask(PaymentProvider provider, String customer);
    }

    /** The customer is read first, so that no transaction is open while the provider is asked. */
    private <T> Answer<T> ask(Answer<T> whenNoCustomer, Question<T> question) {
        if (provider == null) {
            return whenNoCustomer;
        }
        var customer = database.read(connection -> customers.find(connection, Owner.of(billable), provider.name()));
        return customer.isEmpty()
                ? whenNoCustomer
                : shown(question.ask(provider, customer.get().id()));
    }

    private static <T> Answer<T> shown(Answer<T> answer) {
        return answer.fold(
                Answer::done,
                refused -> Answer.refused(refused.refusal(), Shown.cause(refused.message())),
                unknown -> Answer.unknown(Shown.cause(unknown.cause())));
    }

    /** What cannot be an id is not asked about. */
    private <T> Answer<T> askAbout(String what, String id, Question<T> question) {
        Answer<T> none = none(what, id);
        boolean possible = !id.isBlank() && id.length() <= ID_MAX && Shown.isStorable(id);
        return possible ? ask(none, question) : none;
    }

    private static <T> Answer<T> none(String what, String id) {
        return Answer.refused(
                Refusal.NOT_FOUND,
                "There is no " + what + " " + Shown.quoted(id) + " of this billable; name one of its own.");
    }

    @Override
    public Answer<List<Invoice>> invoices(int limit) {
        Limits.check("a list of invoices", limit, INVOICES_MAX);
        return ask(Answer.done(List.of()), (provider, customer) -> provider.invoices(customer, limit));
    }

    @Override
    public Answer<Invoice> invoice(String id) {
        return askAbout("invoice", id, (provider, customer) -> provider.invoices(customer, INVOICES_MAX)
                .fold(
                        invoices -> found(invoices, id),
                        refused -> Answer.refused(refused.refusal(), refused.message()),
                        unknown -> Answer.unknown(unknown.cause())));
    }

    private static Answer<Invoice> found(List<Invoice> invoices, String id) {
        return invoices.stream()
                .filter(invoice -> invoice.id().equals(id))
                .findFirst()
                .map(Answer::done)
                .orElseGet(() -> none("invoice", id));
    }

    @Override
    public Answer<List<PaymentMethod>> paymentMethods() {
        return ask(Answer.done(List.of()), PaymentProvider::paymentMethods);
    }

    @Override
    public Answer<PaymentMethod> makeDefault(String paymentMethodId) {
        return askAbout(
                "means of payment",
                paymentMethodId,
                (provider, customer) -> provider.makeDefault(customer, paymentMethodId));
    }

    @Override
    public Answer<Forgotten> remove(String paymentMethodId) {
        return askAbout(
                "means of payment",
                paymentMethodId,
                (provider, customer) -> provider.forget(customer, paymentMethodId));
    }
}
