package dev.spike.billing.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import dev.spike.billing.BillingError;
import dev.spike.billing.BillingException;
import dev.spike.ledger.Billable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What fails is logged with what kind of failure it was, and without whom it was about: that is in the list of what failed. */
class QuietLogTest {

    private final Shop shop = new Shop();
    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.spike");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void close() {
        logger.detachAppender(log);
        shop.close();
    }

    /** All that an appender may write, the errors and their causes among it. */
    private List<String> logged() {
        var texts = new ArrayList<String>();
        for (var event : log.list) {
            texts.add(event.getFormattedMessage());
            IThrowableProxy thrown = event.getThrowableProxy();
            while (thrown != null) {
                texts.add(thrown.getClassName() + ": " + thrown.getMessage());
                thrown = thrown.getCause();
            }
        }
        return texts;
    }

    @Test
    void what_cannot_be_provided_is_logged_without_what_the_database_says_of_the_customer() {
        var buyer = shop.billing().of(Billable.of("user", "ada@example.com"));
        shop.run("ALTER TABLE seats ADD CONSTRAINT nobody CHECK (billable_id <> 'ada@example.com')");
        buyer.addToCart("team", 1);

        shop.bought(buyer);

        assertThat(shop.billing().failedProvisions(10)).singleElement().satisfies(failed -> assertThat(failed.cause())
                .contains("ada@example.com"));
        assertThat(logged())
                .anyMatch(text -> text.contains("could not be provided"))
                .anyMatch(text -> text.contains("SQLSTATE 23514"))
                .noneMatch(text -> text.contains("ada@example.com"));
    }

    @Test
    void an_error_keeps_its_kind_its_code_and_where_it_came_from() {
        var cause = new SQLException("about ada@example.com", "23505");
        var thrown = new BillingException(BillingError.BILLING_BROKEN, "about ada@example.com", cause);

        var unsaid = Unsaid.of(thrown);

        assertThat(unsaid).hasMessage("dev.spike.billing.BillingException billing-broken");
        assertThat(unsaid.getStackTrace()).isEqualTo(thrown.getStackTrace());
        assertThat(unsaid.getCause()).hasMessage("java.sql.SQLException SQLSTATE 23505");
    }
}
