package dev.spike.portal;

import dev.spike.billing.BillingError;
import dev.spike.billing.BillingException;
import dev.spike.ledger.InvalidRequestException;
import dev.spike.ledger.KeyReusedException;
import dev.spike.ledger.LedgerUnavailableException;
import dev.spike.ledger.OutcomeUnknownException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;

/** What a visitor reads when something went wrong, and what the log says of it. */
final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    static ServerResponse page(Visit visit, Exception cause) {
        if (cause instanceof InvalidRequestException || cause instanceof KeyReusedException || isTheVisitors(cause)) {
            LOG.debug("A visitor asked for what is not possible", cause);
            return page(visit, HttpStatus.BAD_REQUEST, "invalid");
        }
        LOG.error("A page of the portal could not be shown", cause);
        boolean again = cause instanceof LedgerUnavailableException
                || cause instanceof OutcomeUnknownException
                || (cause instanceof BillingException billing && billing.error() == BillingError.BILLING_UNAVAILABLE);
        return again
                ? page(visit, HttpStatus.SERVICE_UNAVAILABLE, "unavailable")
                : page(visit, HttpStatus.INTERNAL_SERVER_ERROR, "broken");
    }

    private static boolean isTheVisitors(Exception cause) {
        return cause instanceof BillingException billing
                && billing.error() != BillingError.BILLING_UNAVAILABLE
                && billing.error() != BillingError.BILLING_BROKEN;
    }

    /** Without a frame, which would have to ask the same database. */
    private static ServerResponse page(Visit visit, HttpStatus status, String problem) {
        return status.is5xxServerError()
                ? visit.site().plainPage(visit.request(), visit.reader(), status, problem)
                : visit.show(status, "problem", Map.of("problem", problem));
    }
}
