-- What an account had at an instant that has passed: what it has now, less what the receipts since then moved. Of a hold its
-- row says the rest: what it first set aside, and what it still set aside when it was closed. So nothing is asked of a
-- receipt from before that instant, which may be gone.
--
-- No index on receipts: an account's are found by its key in the months since, and another index would cost every spend.
--
-- Locks: the holds exclusively while each of them is brought up to date, which reads the receipts once.

ALTER TABLE spike_credit_holds
    -- what was set aside of which grant when it was made, in the order drawn; what no grant covered is the rest of amount
    ADD COLUMN drawn_grants  bigint[] NOT NULL DEFAULT '{}',
    ADD COLUMN drawn_amounts bigint[] NOT NULL DEFAULT '{}';

ALTER TABLE spike_credit_holds DISABLE TRIGGER spike_credit_holds_final;

UPDATE spike_credit_holds h
SET drawn_grants = h.grants,
    drawn_amounts = h.amounts
WHERE h.state = 'open';

-- the last receipt under which it was open; a closed hold used to forget
UPDATE spike_credit_holds h
SET grants = r.hold_grants,
    amounts = r.hold_amounts,
    uncovered = r.hold_uncovered
FROM (
    SELECT DISTINCT ON (account_id, hold_id) account_id, hold_id, hold_grants, hold_amounts, hold_uncovered
    FROM spike_credit_receipts
    WHERE hold_id IS NOT NULL AND (cardinality(hold_grants) > 0 OR hold_uncovered > 0)
    ORDER BY account_id, hold_id, version DESC
) r
WHERE h.account_id = r.account_id AND h.id = r.hold_id AND h.state <> 'open';

UPDATE spike_credit_holds h
SET drawn_grants = r.hold_grants,
    drawn_amounts = r.hold_amounts
FROM spike_credit_receipts r
WHERE r.account_id = h.account_id AND r.hold_id = h.id AND r.verb = 'hold';

ALTER TABLE spike_credit_holds ENABLE TRIGGER spike_credit_holds_final;

-- holds that lapsed after an instant; a lapse has no receipt of its own
CREATE INDEX spike_credit_holds_lapsed ON spike_credit_holds (account_id, closed_at) WHERE state = 'lapsed';

-- From which month on all receipts are kept; one row. An account that rested for months cannot tell it from its own.
CREATE TABLE spike_credit_receipts_kept (since date NOT NULL);
INSERT INTO spike_credit_receipts_kept (since)
SELECT coalesce(
    (SELECT min(month) FROM spike_credit_receipts),
    (SELECT date_trunc('month', max(decided_at) AT TIME ZONE 'UTC') + interval '1 month' FROM spike_credit_accounts),
    '-infinity');

CREATE OR REPLACE FUNCTION spike_drop_receipts(p_before date) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    partition regclass;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('spike_prepare_receipts'));
    FOR partition IN
        SELECT i.inhrelid
        FROM pg_inherits i
        JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'spike_credit_receipts'::regclass
            AND c.relname ~ '^spike_credit_receipts_\d{4}_\d{2}$'
            AND to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' <= p_before
    LOOP
        EXECUTE format('DROP TABLE %s', partition);
    END LOOP;
    DELETE FROM spike_credit_receipts_other WHERE month + interval '1 month' <= p_before;
    UPDATE spike_credit_receipts_kept SET since = p_before WHERE since < p_before;
END
$$;
