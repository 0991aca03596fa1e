-- The durable answer to every request, found by its account and idempotency key.
--
-- Partitioned by the month of the decision, so that old receipts go by dropping a whole partition. A key is looked for in
-- all months while the account is locked; the unique key within a month is the second line of defence. Receipts of a
-- month that nobody prepared fall into the default partition: no request ever fails for want of one.
--
-- Locks: creates new tables only; waits for nobody.

CREATE DOMAIN spike_outcome AS text CONSTRAINT spike_outcome_word CHECK (VALUE IN ('accepted', 'declined'));

CREATE TABLE spike_credit_receipts (
    account_id         bigint      NOT NULL,
    key                text        NOT NULL,
    month              date        NOT NULL, -- the first day of the decision's month in UTC
    decided_at         timestamptz NOT NULL,
    version            bigint      NOT NULL, -- the account's decisions, numbered without a gap
    fingerprint        uuid        NOT NULL, -- of all that was asked
    verb               text        NOT NULL,
    amount             spike_unsigned NOT NULL,
    outcome            spike_outcome NOT NULL,
    available          bigint      NOT NULL, -- after the decision
    held               bigint      NOT NULL,
    owed               bigint      NOT NULL,
    -- how much fell on which grant, in the order drawn; a null grant is what is owed
    allocation_grants  bigint[],
    allocation_amounts bigint[],
    -- of a decline: the next grant to start
    next_start_at      timestamptz,
    next_start_amount  bigint,
    CONSTRAINT spike_credit_receipts_key UNIQUE (account_id, key, month)
) PARTITION BY RANGE (month);

CREATE TABLE spike_credit_receipts_other PARTITION OF spike_credit_receipts DEFAULT;

-- Makes the partition of a month, unless it is there or receipts of that month already lie in the default partition
-- (they stay there). Attached, not created in place, so that spends go on meanwhile.
CREATE FUNCTION spike_prepare_receipts(p_month date) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    name text := 'spike_credit_receipts_' || to_char(p_month, 'YYYY_MM');
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('spike_prepare_receipts'));
    IF to_regclass(name) IS NOT NULL
        OR EXISTS (SELECT FROM spike_credit_receipts_other WHERE month = p_month)
    THEN
        RETURN;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE spike_credit_receipts INCLUDING ALL)', name);
    EXECUTE format('ALTER TABLE spike_credit_receipts ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
        name, p_month, (p_month + interval '1 month')::date);
END
$$;

-- Drops the partitions of the months that ended by then, whole, and what the default partition has of them.
CREATE FUNCTION spike_drop_receipts(p_before date) RETURNS void
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
END
$$;
