package dev.spike.spring.problems;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How HTTP clients are told that credits refused.
 *
 * @param enabled Whether errors of Spike are answered as problems of RFC 9457. With false, they are left to the application.
 * @param topUp Where customers buy more, told with 402. Write an absolute address, or a path below the application's own.
 *     Otherwise spike.path, where that is set or the portal is mounted.
 */
@ConfigurationProperties("spike.problems")
record ProblemsProperties(
        @DefaultValue("true") boolean enabled, @Nullable String topUp) {}
