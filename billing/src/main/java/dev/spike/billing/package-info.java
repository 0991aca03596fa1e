/**
 * What an application sells and how it is paid for: the catalogue, carts, orders, and what they provide. The
 * {@link dev.spike.billing.Money} that is asked for them is here too.
 *
 * <p>Not here: how credits are kept (the ledger), how configuration is read ({@code catalogue}), who takes the money
 * ({@code provider}), where it is stored ({@code postgres}).
 */
@NullMarked
package dev.spike.billing;

import org.jspecify.annotations.NullMarked;
