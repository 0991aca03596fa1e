-- The books: who has credits (accounts), what came and went (credit transactions), and what remains of each grant.
--
-- The credit transactions are the truth; accounts and grants are kept beside them so that a spend or a balance reads one
-- row. 'spike verify' proves them equal, and can rebuild them from the transactions.
--
-- Every key leads with the account or the billable, so that the schema can be distributed by it. There are no foreign
-- keys: each would lock and read a second row for every spend, and rows are never deleted.
--
-- What a column may hold is said by domains, and what columns may hold together by a trigger that stays out of the way of
-- adding to a day's row, not by CHECK constraints: PostgreSQL reads those anew for every statement, which made a spend half
-- as fast.
--
-- Locks: creates new tables only; waits for nobody.

CREATE DOMAIN spike_unsigned AS bigint CONSTRAINT spike_unsigned_not_negative CHECK (VALUE >= 0);
CREATE DOMAIN spike_transaction_type AS text CONSTRAINT spike_transaction_type_word
    CHECK (VALUE IN ('subscription', 'product', 'adjustment', 'usage'));
CREATE DOMAIN spike_entry AS text CONSTRAINT spike_entry_word
    CHECK (VALUE IN ('grant', 'burn', 'void', 'repayment', 'reversal', 'carry'));

CREATE TABLE spike_credit_accounts (
    id               bigint      GENERATED ALWAYS AS IDENTITY,
    billable_type    text        NOT NULL,
    billable_id      text        NOT NULL,
    credit_type      text        NOT NULL,
    -- as of decided_at, and true until changes_at: then a grant starts or ends, and the open grants are read
    available        bigint      NOT NULL DEFAULT 0,
    held             spike_unsigned NOT NULL DEFAULT 0,
    owed             spike_unsigned NOT NULL DEFAULT 0,
    -- the first grant in burn-down order and what is free of it; its row in spike_credit_grants lags behind
    current_grant_id bigint,
    current_free     spike_unsigned NOT NULL DEFAULT 0,
    -- the instant of the last decision (no later decision is earlier), and how many there were
    decided_at       timestamptz NOT NULL,
    changes_at       timestamptz NOT NULL DEFAULT 'infinity',
    version          bigint      NOT NULL DEFAULT 0,
    -- decided_at as the common spend found it, so that it can take itself back
    decided_before   timestamptz,
    CONSTRAINT spike_credit_accounts_pkey PRIMARY KEY (id),
    CONSTRAINT spike_credit_accounts_owner UNIQUE (billable_type, billable_id, credit_type)
) WITH (fillfactor = 60); -- room on the page, so that an update needs no new index entry

CREATE TABLE spike_credit_transactions (
    id              bigint      GENERATED ALWAYS AS IDENTITY,
    account_id      bigint      NOT NULL,
    billable_type   text        NOT NULL,
    billable_id     text        NOT NULL,
    type            spike_transaction_type NOT NULL,
    credit_type     text        NOT NULL,
    credits         bigint      NOT NULL,
    expires_at      timestamptz,          -- that of the grant; none for a grant that never ends, and for what is owed
    notes           text,
    created_at      timestamptz NOT NULL, -- the date for the books
    updated_at      timestamptz NOT NULL,
    entry           spike_entry NOT NULL,
    grant_id        bigint,               -- its own id for a grant; none only for what is owed
    effective_at    timestamptz NOT NULL,
    usage_date      date,                 -- of usage: its day in the configured zone
    grouped         boolean     NOT NULL DEFAULT false,
    priority        integer     NOT NULL DEFAULT 0,
    promotional     boolean     NOT NULL DEFAULT false,
    carried_over    boolean     NOT NULL DEFAULT false,
    voided_at       timestamptz,          -- of a grant: set once
    reason          text,
    actor           text,
    order_id        text,
    subscription_id text,
    metadata        jsonb,
    CONSTRAINT spike_credit_transactions_pkey PRIMARY KEY (account_id, id)
) WITH (fillfactor = 90);

-- the law of the balance, for anyone with psql
CREATE INDEX spike_credit_transactions_billable
    ON spike_credit_transactions (billable_type, billable_id, credit_type);
-- one row of usage per account, day and grant (or what is owed)
CREATE UNIQUE INDEX spike_credit_transactions_day
    ON spike_credit_transactions (account_id, usage_date, grant_id) NULLS NOT DISTINCT WHERE grouped;
-- usage by day
CREATE INDEX spike_credit_transactions_usage_date
    ON spike_credit_transactions (account_id, usage_date) WHERE usage_date IS NOT NULL;

CREATE FUNCTION spike_check_credit_transaction() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    broken text := CASE
        WHEN NEW.entry = 'grant' AND (NEW.grant_id IS DISTINCT FROM NEW.id OR NEW.credits <= 0 OR NEW.type = 'usage')
            THEN 'grant'
        WHEN NEW.entry NOT IN ('grant', 'reversal', 'repayment') AND NEW.credits >= 0 THEN 'sign'
        WHEN NEW.grant_id IS NULL AND NEW.expires_at IS NOT NULL THEN 'owed'
        WHEN NEW.entry = 'grant' AND NEW.expires_at <= NEW.effective_at THEN 'span'
        WHEN (NEW.type = 'usage') <> (NEW.usage_date IS NOT NULL) THEN 'usage'
        WHEN NEW.grouped AND (NEW.type <> 'usage' OR NEW.entry <> 'burn') THEN 'grouped'
        WHEN NEW.voided_at IS NOT NULL AND NEW.entry <> 'grant' THEN 'voided'
    END;
BEGIN
    IF broken IS NOT NULL THEN
        RAISE EXCEPTION 'a credit transaction of account % breaks the rule "%"', NEW.account_id, broken
            USING ERRCODE = 'check_violation', CONSTRAINT = 'spike_credit_transactions_' || broken;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER spike_credit_transactions_check
    AFTER INSERT OR UPDATE OF type, entry, grant_id, expires_at, effective_at, usage_date, grouped, voided_at
    ON spike_credit_transactions
    FOR EACH ROW EXECUTE FUNCTION spike_check_credit_transaction();
