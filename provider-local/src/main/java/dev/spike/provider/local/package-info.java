/**
 * The seller in the box: it takes test cards, keeps its own books, shows a checkout page and sends signed webhooks, so that
 * everything works with no account anywhere. No money moves, and every page says so.
 */
@NullMarked
package dev.spike.provider.local;

import org.jspecify.annotations.NullMarked;
