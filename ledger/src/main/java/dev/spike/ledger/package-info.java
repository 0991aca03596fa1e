/**
 * What a user of the ledger holds in hand: the {@link dev.spike.ledger.Credits} facade, a billable's
 * {@link dev.spike.ledger.CreditAccount}, and the values that go in and come out.
 *
 * <p>Not here: how grants are chosen ({@code burndown}), how rows are written ({@code postgres}), what is sold and
 * renewed (the billing module). This package owns the words: one per thing, the same in code, schema and prose.
 */
@NullMarked
package dev.spike.ledger;

import org.jspecify.annotations.NullMarked;
