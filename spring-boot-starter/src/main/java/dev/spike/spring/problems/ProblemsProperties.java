package dev.spike.spring.problems;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How HTTP clients are told that credits refused.
 *
 * @param enabled whether errors of Spike are answered as problems of RFC 9457; false leaves them to the application
 * @param topUp where to buy more: an absolute address, or a path below the application's; the portal's path unless set
 */
@ConfigurationProperties("spike.problems")
record ProblemsProperties(
        @DefaultValue("true") boolean enabled, @Nullable String topUp) {}
