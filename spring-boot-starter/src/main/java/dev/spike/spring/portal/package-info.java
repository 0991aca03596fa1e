/**
 * Mounts the billing portal in the application: its theme from {@code spike.portal}, its visitors from who is signed in. Decides
 * nothing about what a visitor sees there.
 */
@NullMarked
package dev.spike.spring.portal;

import org.jspecify.annotations.NullMarked;
