package dev.spike.provider.local;

import dev.spike.billing.provider.Checkout;
import dev.spike.testkit.provider.PaymentProviderContract;
import java.net.HttpURLConnection;
import java.net.http.HttpResponse;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The local provider keeps to the contract when customers pay at its pages. */
class LocalProviderByPageTest extends PaymentProviderContract {

    @RegisterExtension
    static final LocalTables TABLES = new LocalTables();

    LocalProviderByPageTest() {
        super(() -> new ByPage(TABLES.dataSource(), LocalPages.bind(0)));
    }

    private static final class ByPage extends LocalUnderTest {

        private final LocalPages pages;
        private final Visitor visitor = new Visitor();

        ByPage(DataSource dataSource, LocalPages pages) {
            super(dataSource, pages.address());
            this.pages = pages;
            pages.serve(local());
        }

        @Override
        public Page pay(Checkout.Open checkout, Card card) {
            return seen(visitor.click(
                    checkout.page(), "pay", TestCard.valueOf(card.name()).number()));
        }

        @Override
        public Page confirm(Checkout.Open checkout) {
            return seen(visitor.click(checkout.page(), "confirm", ""));
        }

        private static Page seen(HttpResponse<String> answer) {
            return switch (answer.statusCode()) {
                case HttpURLConnection.HTTP_SEE_OTHER -> Page.PAID;
                case HttpURLConnection.HTTP_GONE -> Page.EXPIRED;
                default -> answer.body().contains("declined. Try") ? Page.DECLINED : Page.NEEDS_AUTHENTICATION;
            };
        }

        @Override
        public void close() {
            pages.close();
        }
    }
}
