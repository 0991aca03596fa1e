-- What remains of each grant, so that a spend that needs more than the current grant reads a row per open grant and not
-- the history of each.
--
-- Locks: creates a new table only; waits for nobody.

CREATE TABLE spike_credit_grants (
    account_id   bigint      NOT NULL,
    grant_id     bigint      NOT NULL,
    effective_at timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL, -- 'infinity' where the transaction has none, so that one index finds the open ones
    created_at   timestamptz NOT NULL,
    priority     integer     NOT NULL,
    promotional  boolean     NOT NULL,
    carried_over boolean     NOT NULL,
    amount       bigint      NOT NULL,
    remaining    bigint      NOT NULL,
    held         bigint      NOT NULL DEFAULT 0,
    CONSTRAINT spike_credit_grants_pkey PRIMARY KEY (account_id, grant_id),
    CONSTRAINT spike_credit_grants_span CHECK (expires_at > effective_at),
    CONSTRAINT spike_credit_grants_remaining CHECK (remaining BETWEEN 0 AND amount),
    CONSTRAINT spike_credit_grants_held CHECK (held BETWEEN 0 AND remaining)
) WITH (fillfactor = 90);

CREATE INDEX spike_credit_grants_open ON spike_credit_grants (account_id, expires_at) WHERE remaining > 0;
