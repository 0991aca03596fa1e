/**
 * The SPI of payment providers: what a seller such as Stripe must be able to do for us, in our words. Thin, and free of any
 * provider's types.
 *
 * <p>Not here: what is sold, and what happens when it is paid. Every implementation passes the testkit's
 * {@code PaymentProviderContract}.
 */
@NullMarked
package dev.spike.billing.provider;

import org.jspecify.annotations.NullMarked;
