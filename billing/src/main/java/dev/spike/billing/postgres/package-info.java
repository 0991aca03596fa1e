/**
 * Billing on PostgreSQL: one verb per file, one store per table.
 *
 * <p>A purchase walks: price the cart, note the order, ask the provider, note the answer; then, when it is paid, note the
 * payment and provide, in one database transaction with the credits. Nobody asks the provider with a transaction open. Locks
 * are taken in one order: the cart, its order, the accounts by credit type; for plans the subscriber, then the accounts. What
 * was told of a subscription is only kept; {@link dev.spike.billing.postgres.Settling} alone makes credits of it. Only
 * {@link dev.spike.billing.postgres.PostgresBilling} and {@link dev.spike.billing.postgres.BillingSchema} are public.
 */
@NullMarked
package dev.spike.billing.postgres;

import org.jspecify.annotations.NullMarked;
