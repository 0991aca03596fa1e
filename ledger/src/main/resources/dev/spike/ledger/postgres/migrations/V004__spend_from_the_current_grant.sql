-- The common spend in one round trip: the account's current grant covers the amount, nothing is owed, and time alone has
-- changed nothing since the last decision. In every other case it changes nothing and returns no row; the engine then
-- decides in the same database transaction or in one of its own.
--
-- The account's row is locked by changing it: an UPDATE that waited for the lock looks at its conditions again, on the row
-- as the lock found it. Then the key is looked for, in a statement of its own, which sees all that was committed before
-- the lock; a used key takes the change back.
-- Nothing in here can fail on data, because an error would end the host's transaction; only a broken ledger stops it.
--
-- Locks: the one account's row, when called.

CREATE FUNCTION spike_spend_from_the_current_grant(
    p_billable_type text,
    p_billable_id   text,
    p_credit_type   text,
    p_amount        bigint,
    p_key           text,
    p_key_is_new    boolean,     -- made just now by the engine, so nobody can have used it
    p_fingerprint   uuid,
    p_now           timestamptz,
    p_usage_date    date,        -- the day of p_now in the configured zone
    p_day_ends_at   timestamptz, -- and where that day ends
    p_grouped       boolean,
    p_notes         text,
    p_reason        text,
    p_actor         text,
    p_metadata      text[]       -- name, value, name, value
) RETURNS TABLE (account_id bigint, grant_id bigint, available bigint, held bigint, decided_at timestamptz)
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
    account spike_credit_accounts%ROWTYPE;
    -- a large amount has a row of its own, so that a day of giving back and spending again fits 64 bits
    grouping boolean := p_grouped AND p_amount <= 281474976710656;
BEGIN
    UPDATE spike_credit_accounts a
    SET available = a.available - p_amount,
        current_free = a.current_free - p_amount,
        decided_at = greatest(p_now, a.decided_at),
        decided_before = a.decided_at,
        version = a.version + 1
    WHERE a.billable_type = p_billable_type AND a.billable_id = p_billable_id AND a.credit_type = p_credit_type
        AND a.current_grant_id IS NOT NULL AND a.current_free >= p_amount AND a.owed = 0
        AND greatest(p_now, a.decided_at) < least(a.changes_at, p_day_ends_at)
    RETURNING * INTO account;
    IF NOT FOUND THEN
        RETURN;
    END IF;

    -- a new key too, where it was sent in another month: a repeat of it may have come before it, and its receipt is there
    IF NOT p_key_is_new
        OR date_trunc('month', account.decided_before AT TIME ZONE 'UTC') > date_trunc('month', p_now AT TIME ZONE 'UTC')
    THEN
        PERFORM FROM spike_credit_receipts r WHERE r.account_id = account.id AND r.key = p_key;
        IF FOUND THEN
            UPDATE spike_credit_accounts a
            SET available = a.available + p_amount,
                current_free = a.current_free + p_amount,
                decided_at = a.decided_before,
                version = a.version - 1
            WHERE a.id = account.id;
            RETURN;
        END IF;
    END IF;

    UPDATE spike_credit_transactions t
    SET credits = t.credits - p_amount,
        updated_at = account.decided_at
    WHERE grouping AND t.account_id = account.id AND t.usage_date = p_usage_date
        AND t.grant_id = account.current_grant_id AND t.grouped;
    IF NOT FOUND THEN
        INSERT INTO spike_credit_transactions (account_id, billable_type, billable_id, type, credit_type, credits,
            expires_at, notes, created_at, updated_at, entry, grant_id, effective_at, usage_date, grouped,
            reason, actor, metadata)
        SELECT account.id, p_billable_type, p_billable_id, 'usage', p_credit_type, -p_amount,
            nullif(g.expires_at, 'infinity'), p_notes, account.decided_at, account.decided_at, 'burn', g.grant_id,
            account.decided_at, p_usage_date, grouping, p_reason, p_actor, jsonb_object(p_metadata)
        FROM spike_credit_grants g
        WHERE g.account_id = account.id AND g.grant_id = account.current_grant_id;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'account % has no grant %', account.id, account.current_grant_id USING ERRCODE = 'XX001';
        END IF;
    END IF;

    INSERT INTO spike_credit_receipts (account_id, key, month, decided_at, version, fingerprint, verb, amount, outcome,
        available, held, owed, allocation_grants, allocation_amounts)
    VALUES (account.id, p_key, date_trunc('month', account.decided_at AT TIME ZONE 'UTC')::date, account.decided_at,
        account.version, p_fingerprint, 'spend', p_amount, 'accepted', account.available, account.held, 0,
        ARRAY[account.current_grant_id], ARRAY[p_amount]);

    RETURN QUERY
    SELECT account.id, account.current_grant_id, account.available, account.held::bigint, account.decided_at;
END
$$;
