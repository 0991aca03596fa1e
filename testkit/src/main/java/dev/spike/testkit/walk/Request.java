package dev.spike.testkit.walk;

import dev.spike.ledger.GrantTerms;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What a step asks of an account, before it is known which grant has which id. */
sealed interface Request {

    long amount();

    record Add(long amount, GrantTerms terms) implements Request {

        @Override
        public String toString() {
            return "add " + amount
                    + given(" starting ", terms.effectiveAt())
                    + given(" ending ", terms.expiresAt())
                    + given(" dated ", terms.createdAt())
                    + (terms.priority() == 0 ? "" : " priority " + terms.priority())
                    + (terms.promotional() ? " promotional" : "")
                    + (terms.carriedOver() ? " carried over" : "");
        }
    }

    record Spend(long amount, @Nullable Instant datedAt) implements Request {

        @Override
        public String toString() {
            return "spend " + amount + given(" dated ", datedAt);
        }
    }

    /** @param grantOf the step whose grant is to lose; none takes by burn-down order */
    record Remove(
            long amount,
            @Nullable Integer grantOf,
            @Nullable Instant datedAt) implements Request {

        @Override
        public String toString() {
            return "remove " + amount + given(" from the grant of #", grantOf) + given(" dated ", datedAt);
        }
    }

    /** The date for the books in whole microseconds, as everything is before it is decided; none is at once. */
    default @Nullable Instant date() {
        Instant given = null;
        if (this instanceof Add add) {
            given = add.terms().createdAt();
        } else if (this instanceof Spend spend) {
            given = spend.datedAt();
        } else if (this instanceof Remove remove) {
            given = remove.datedAt();
        }
        return given == null ? null : given.truncatedTo(ChronoUnit.MICROS);
    }

    private static String given(String words, @Nullable Object value) {
        return value == null ? "" : words + value;
    }

    /** Another request, such as one that wrongly comes under the same key. */
    default Request other(Difference difference) {
        return switch (difference) {
            case NONE -> this;
            case VERB -> this instanceof Spend ? new Remove(amount(), null, null) : new Spend(amount(), null);
            case AMOUNT -> {
                if (this instanceof Add add) {
                    yield new Add(add.amount() + 1, add.terms());
                } else if (this instanceof Remove remove) {
                    yield new Remove(remove.amount() + 1, remove.grantOf(), remove.datedAt());
                }
                yield new Spend(amount() + 1, ((Spend) this).datedAt());
            }
        };
    }

    /** In what a repeat differs from the request whose key it uses. */
    enum Difference {
        NONE,
        AMOUNT,
        VERB
    }
}
