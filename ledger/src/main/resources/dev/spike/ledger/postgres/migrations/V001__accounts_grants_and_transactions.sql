-- The books: who has credits (accounts), what came and went (credit transactions), and what remains of each grant.
--
-- The credit transactions are the truth; accounts and grants are kept beside them so that a spend or a balance reads one
-- row. 'spike verify' proves them equal, and can rebuild them from the transactions.
--
-- Every key leads with the account or the billable, so that the schema can be distributed by it. There are no foreign
-- keys: each would lock and read a second row for every spend, and rows are never deleted.
--
-- Locks: creates new tables only; waits for nobody.

CREATE TABLE spike_credit_accounts (
    id               bigint      GENERATED ALWAYS AS IDENTITY,
    billable_type    text        NOT NULL,
    billable_id      text        NOT NULL,
    credit_type      text        NOT NULL,
    -- as of decided_at, and true until changes_at: then a grant starts or ends, and the open grants are read
    available        bigint      NOT NULL DEFAULT 0,
    held             bigint      NOT NULL DEFAULT 0,
    owed             bigint      NOT NULL DEFAULT 0,
    -- the first grant in burn-down order and what is free of it; its row in spike_credit_grants lags behind
    current_grant_id bigint,
    current_free     bigint      NOT NULL DEFAULT 0,
    -- the instant of the last decision (no later decision is earlier), and how many there were
    decided_at       timestamptz NOT NULL,
    changes_at       timestamptz NOT NULL DEFAULT 'infinity',
    version          bigint      NOT NULL DEFAULT 0,
    CONSTRAINT spike_credit_accounts_pkey PRIMARY KEY (id),
    CONSTRAINT spike_credit_accounts_owner UNIQUE (billable_type, billable_id, credit_type),
    CONSTRAINT spike_credit_accounts_held CHECK (held >= 0),
    CONSTRAINT spike_credit_accounts_owed CHECK (owed >= 0),
    CONSTRAINT spike_credit_accounts_current CHECK (current_free >= 0)
) WITH (fillfactor = 60); -- room on the page, so that an update needs no new index entry

CREATE TABLE spike_credit_transactions (
    id              bigint      GENERATED ALWAYS AS IDENTITY,
    account_id      bigint      NOT NULL,
    billable_type   text        NOT NULL,
    billable_id     text        NOT NULL,
    type            text        NOT NULL,
    credit_type     text        NOT NULL,
    credits         bigint      NOT NULL,
    expires_at      timestamptz,          -- that of the grant; none for a grant that never ends, and for what is owed
    notes           text,
    created_at      timestamptz NOT NULL, -- the date for the books
    updated_at      timestamptz NOT NULL,
    entry           text        NOT NULL,
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
    CONSTRAINT spike_credit_transactions_pkey PRIMARY KEY (account_id, id),
    CONSTRAINT spike_credit_transactions_type CHECK (type IN ('subscription', 'product', 'adjustment', 'usage')),
    CONSTRAINT spike_credit_transactions_entry
        CHECK (entry IN ('grant', 'burn', 'void', 'repayment', 'reversal', 'carry')),
    CONSTRAINT spike_credit_transactions_grant
        CHECK (entry <> 'grant' OR (grant_id IS NOT NULL AND grant_id = id AND credits > 0 AND type <> 'usage')),
    CONSTRAINT spike_credit_transactions_sign
        CHECK (entry IN ('grant', 'reversal', 'repayment') OR credits < 0),
    CONSTRAINT spike_credit_transactions_owed CHECK (grant_id IS NOT NULL OR expires_at IS NULL),
    CONSTRAINT spike_credit_transactions_span CHECK (entry <> 'grant' OR expires_at IS NULL OR expires_at > effective_at),
    CONSTRAINT spike_credit_transactions_usage CHECK ((type = 'usage') = (usage_date IS NOT NULL)),
    CONSTRAINT spike_credit_transactions_grouped CHECK (NOT grouped OR (type = 'usage' AND entry = 'burn')),
    CONSTRAINT spike_credit_transactions_voided CHECK (voided_at IS NULL OR entry = 'grant')
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
