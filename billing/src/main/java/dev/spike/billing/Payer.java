package dev.spike.billing;

import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.Forgotten;
import dev.spike.billing.provider.Invoice;
import dev.spike.billing.provider.PaymentMethod;
import dev.spike.billing.provider.Refusal;
import dev.spike.ledger.Billable;
import java.util.List;

/**
 * A billable as somebody who pays: what the payment provider has of it. Thread-safe; holds no state, and keeps nothing of what
 * it is told.
 *
 * <p>The provider is asked for the billable's own customer, whichever id is named: what is another's is not found. Who is no
 * customer yet, or where there is no provider, has nothing; nobody becomes a customer by looking.
 *
 * <p>Costs one row by key, and then one request to the provider; no transaction is open meanwhile. A provider that does not answer
 * is {@link Answer.Unknown}, and asking again is safe.
 */
public interface Payer {

    /** No more invoices are looked at. */
    int INVOICES_MAX = 100;

    Billable billable();

    /**
     * The invoices, newest first.
     *
     * @param limit 1 to {@link #INVOICES_MAX}
     * @throws IllegalArgumentException when the limit is another
     */
    Answer<List<Invoice>> invoices(int limit);

    /**
     * One of the newest {@link #INVOICES_MAX} invoices; refused as {@link Refusal#NOT_FOUND} if it is none of them. Asks for all
     * of these.
     */
    Answer<Invoice> invoice(String id);

    /** The means of payment, the default first. */
    Answer<List<PaymentMethod>> paymentMethods();

    /**
     * Makes a means of payment the one that is charged when nobody is there to choose. A repeat changes nothing. Refused as
     * {@link Refusal#NOT_FOUND} if there is none with this id.
     */
    Answer<PaymentMethod> makeDefault(String paymentMethodId);

    /**
     * Removes a means of payment; a repeat is done. Refused as {@link Refusal#NOT_FOUND} if there never was one with this id. A
     * subscription goes on, and is past due if nothing is left to charge when it renews.
     */
    Answer<Forgotten> remove(String paymentMethodId);
}
