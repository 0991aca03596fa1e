package dev.spike.spring.operations;

import dev.spike.ledger.CloseResult;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.SpikeException;
import dev.spike.ledger.Verb;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;

/** Puts an observation around each decision: a timer, and a span where the application traces. Thread-safe. */
final class Observing {

    /** Of the observation, and so of its meter. */
    static final String NAME = "spike.decisions";

    private static final String OUTCOME = "outcome";

    private final ObjectProvider<ObservationRegistry> registry;

    Observing(ObjectProvider<ObservationRegistry> registry) {
        this.registry = registry;
    }

    /** With the receipt of the answer. */
    <T> T receipt(Verb verb, String creditType, Supplier<T> asking, Function<T, Receipt> receipt) {
        return observe(verb, creditType, asking, (observation, answer) -> note(observation, receipt.apply(answer)));
    }

    /** Of a hold, which may have been closed before. */
    CloseResult close(Verb verb, String creditType, Supplier<CloseResult> asking) {
        return observe(verb, creditType, asking, (observation, answer) -> {
            if (answer instanceof CloseResult.Done done) {
                note(observation, done.receipt());
            } else if (answer instanceof CloseResult.Refused refused) {
                note(observation, refused.declined().receipt());
            } else {
                observation.lowCardinalityKeyValue(OUTCOME, "closed");
            }
        });
    }

    private static void note(Observation observation, Receipt receipt) {
        observation.lowCardinalityKeyValue(
                OUTCOME, receipt.replayed() ? "repeated" : receipt.outcome().word());
        observation.highCardinalityKeyValue(
                "account", String.valueOf(receipt.id().account().number()));
    }

    private <T> T observe(Verb verb, String creditType, Supplier<T> asking, BiConsumer<Observation, T> noting) {
        var observations = registry.getIfAvailable();
        if (observations == null || observations.isNoop()) {
            return asking.get();
        }
        var observation = Observation.createNotStarted(NAME, observations)
                .contextualName("spike " + verb.word())
                .lowCardinalityKeyValue("verb", verb.word())
                .lowCardinalityKeyValue("credit.type", creditType);
        return observation.observe(() -> {
            try {
                var answer = asking.get();
                noting.accept(observation, answer);
                return answer;
            } catch (SpikeException e) {
                observation.lowCardinalityKeyValue(OUTCOME, e.code());
                throw e;
            } catch (RuntimeException | Error e) {
                observation.lowCardinalityKeyValue(OUTCOME, "failed");
                throw e;
            }
        });
    }
}
