package dev.spike.spring.metered;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What stands for every metered method.
 *
 * @param enabled Whether the annotation @Metered has an effect. With false, its methods run free of charge, as in tests.
 * @param holdFor How long a hold lasts if the process dies between hold and capture. Write it like 15m or PT15M, above zero.
 */
@ConfigurationProperties("spike.metered")
record MeteredProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("15m") Duration holdFor) {

    MeteredProperties {
        if (holdFor.isNegative() || holdFor.isZero()) {
            throw new IllegalArgumentException(
                    "spike.metered.hold-for is " + holdFor + "; it must be above zero, such as 15m.");
        }
    }
}
