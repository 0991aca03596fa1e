-- The rows that are not plain spends, so that they are found among a million spends: what came, what was removed, voided,
-- repaid or undone. It carries what they are asked for by, so that those of one type, kind or day are told from the others
-- without reading each.
--
-- A spend or a capture is not in it, and so does not write it. No column of it ever changes, so a day's row grows in place
-- as before.
--
-- Locks: the credit transactions against writes while the index is made, which reads them once: some seconds for ten
-- million rows.

CREATE INDEX spike_credit_transactions_beside_spends
    ON spike_credit_transactions (account_id, id) INCLUDE (type, entry, created_at, usage_date)
    WHERE type <> 'usage' OR entry <> 'burn';
