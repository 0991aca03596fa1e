/**
 * Spike in a Spring Boot application: turns {@code spike.*} properties and the application's beans into the builders of ledger
 * and billing, and lets their verbs join Spring's transactions. Decides nothing itself; every bean can be replaced.
 */
@NullMarked
package dev.spike.spring;

import org.jspecify.annotations.NullMarked;
