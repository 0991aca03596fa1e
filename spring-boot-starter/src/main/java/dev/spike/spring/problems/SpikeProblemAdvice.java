package dev.spike.spring.problems;

import dev.spike.ledger.OutcomeUnknownException;
import dev.spike.ledger.SpikeException;
import dev.spike.ledger.UnknownCreditTypeException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Answers errors of Spike as problems, whoever threw them.
 *
 * <p>It comes before an advice without an order, so that the usual handler of everything does not turn 402 into 500. A handler
 * in a controller, or in an advice with an order of its own, comes before it.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE - 1)
class SpikeProblemAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(SpikeProblemAdvice.class);

    /** Long enough for a restart to get on, short enough for somebody who waits. */
    private static final String RETRY_AFTER_SECONDS = "5";

    private static final int LINE_MAX = 300;

    private final SpikeProblems problems;
    private final @Nullable String topUp;

    SpikeProblemAdvice(SpikeProblems problems, @Nullable String topUp) {
        this.problems = problems;
        this.topUp = topUp;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(SpikeException error, HttpServletRequest request, Locale locale) {
        var kind = ProblemKind.of(error.error());
        if (kind.status().is5xxServerError()) {
            log(error);
        }
        if (error instanceof UnknownCreditTypeException unknown) {
            log(unknown);
        }
        var headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (kind.isForNow()) {
            headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return new ResponseEntity<>(problems.problem(error, locale, topUp(request)), headers, kind.status());
    }

    /** Whose outcome is unknown names a key, and keys are personal data: its cause says what happened. */
    private static void log(SpikeException error) {
        LOG.error("Answered {}", error.code(), error instanceof OutcomeUnknownException ? error.getCause() : error);
    }

    /** A typo in the application looks like a client's mistake. What a client wrote stays one short line. */
    private static void log(UnknownCreditTypeException error) {
        var said = String.valueOf(error.getMessage()).replaceAll("\\p{Cntrl}", " ");
        LOG.warn("Answered {}: {}", error.code(), StringUtils.truncate(said, LINE_MAX));
    }

    private Optional<String> topUp(HttpServletRequest request) {
        return Optional.ofNullable(topUp)
                .filter(address -> !address.isBlank())
                .map(address -> address.startsWith("/") ? request.getContextPath() + address : address);
    }
}
