package dev.spike.provider.local;

import dev.spike.billing.Money;
import dev.spike.billing.provider.Invoice;
import dev.spike.billing.provider.Payment;
import dev.spike.billing.provider.ProviderEvent.InvoicePaid;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** Takes the money that does not move: a payment, its invoice, and the word of both. */
final class Taking {

    private final BooksStore books = new BooksStore();
    private final PaymentStore payments = new PaymentStore();
    private final Outbox outbox;

    Taking(Outbox outbox) {
        this.outbox = outbox;
    }

    Payment take(Connection connection, Instant now, String customerId, Money money) throws SQLException {
        long number = books.nextInvoice(connection);
        var payment = new Payment(Ids.make("pay_"), money, now, Ids.make("inv_"));
        payments.add(connection, customerId, payment, number);
        var invoice = PaymentStore.invoice(payment.invoiceId(), number, money, Invoice.Status.PAID, now);
        outbox.tell(connection, new InvoicePaid(now, customerId, invoice));
        return payment;
    }
}
