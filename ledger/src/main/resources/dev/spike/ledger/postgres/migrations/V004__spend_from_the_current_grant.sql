-- The common spend in one round trip: the account's current grant covers the amount, nothing is owed, and time alone has
-- changed nothing since the last decision. In every other case it changes nothing, keeps the account's lock, and returns
-- no row; the engine then decides in the same database transaction or in one of its own.
--
-- Lock first, then look for the key, then read: each statement in here sees all that was committed before the lock.
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
    decided timestamptz;
BEGIN
    SELECT * INTO account
    FROM spike_credit_accounts a
    WHERE a.billable_type = p_billable_type AND a.billable_id = p_billable_id AND a.credit_type = p_credit_type
    FOR UPDATE;

    decided := greatest(p_now, account.decided_at);
    IF account.current_grant_id IS NULL OR account.current_free < p_amount OR account.owed > 0
        OR decided >= account.changes_at OR decided >= p_day_ends_at
    THEN
        RETURN;
    END IF;

    IF NOT p_key_is_new THEN
        PERFORM FROM spike_credit_receipts r WHERE r.account_id = account.id AND r.key = p_key;
        IF FOUND THEN
            RETURN;
        END IF;
    END IF;

    UPDATE spike_credit_accounts a
    SET available = a.available - p_amount,
        current_free = a.current_free - p_amount,
        decided_at = decided,
        version = a.version + 1
    WHERE a.id = account.id;

    UPDATE spike_credit_transactions t
    SET credits = t.credits - p_amount,
        updated_at = decided
    WHERE p_grouped AND t.account_id = account.id AND t.usage_date = p_usage_date
        AND t.grant_id = account.current_grant_id AND t.grouped;
    IF NOT FOUND THEN
        INSERT INTO spike_credit_transactions (account_id, billable_type, billable_id, type, credit_type, credits,
            expires_at, notes, created_at, updated_at, entry, grant_id, effective_at, usage_date, grouped,
            reason, actor, metadata)
        SELECT account.id, p_billable_type, p_billable_id, 'usage', p_credit_type, -p_amount,
            nullif(g.expires_at, 'infinity'), p_notes, decided, decided, 'burn', g.grant_id, decided, p_usage_date,
            p_grouped, p_reason, p_actor, jsonb_object(p_metadata)
        FROM spike_credit_grants g
        WHERE g.account_id = account.id AND g.grant_id = account.current_grant_id;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'account % has no grant %', account.id, account.current_grant_id USING ERRCODE = 'XX001';
        END IF;
    END IF;

    INSERT INTO spike_credit_receipts (account_id, key, month, decided_at, version, fingerprint, verb, amount, outcome,
        available, held, owed, allocation_grants, allocation_amounts)
    VALUES (account.id, p_key, date_trunc('month', decided AT TIME ZONE 'UTC')::date, decided, account.version + 1,
        p_fingerprint, 'spend', p_amount, 'accepted', account.available - p_amount, account.held, 0,
        ARRAY[account.current_grant_id], ARRAY[p_amount]);

    RETURN QUERY SELECT account.id, account.current_grant_id, account.available - p_amount, account.held, decided;
END
$$;
