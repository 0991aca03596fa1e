package dev.spike.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Spike lives in the application. What is for sale stands beside it under the same prefix, and is the catalogue's.
 *
 * @param dataSource Name of the DataSource bean that credits are kept in. Needed where there are several and none of them is
 *     primary or marked with @SpikeDataSource. Otherwise the application's only one.
 * @param migrate Whether the tables are made and brought up to date at the start, with a history of their own beside the
 *     application's. With false, run the SQL files that are on the class path; the start then checks that the tables are there.
 * @param install Whether user.credits() means this application's credits. Set it to false in all but one of several
 *     applications that run in one JVM at the same time.
 */
@ConfigurationProperties("spike")
record SpikeProperties(
        @Nullable String dataSource,
        @DefaultValue("true") boolean migrate,
        @DefaultValue("true") boolean install) {}
