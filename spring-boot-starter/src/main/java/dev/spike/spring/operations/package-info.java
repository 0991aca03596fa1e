/**
 * What keeps Spike going in an application, and what tells how it goes: due work on a schedule, health, info, an actuator
 * endpoint, metrics and observations. Each takes part where the application has what it needs, and each can be replaced. Owns
 * no rule and no table.
 */
@NullMarked
package dev.spike.spring.operations;

import org.jspecify.annotations.NullMarked;
