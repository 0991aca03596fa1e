-- What was owed when a plan renewed, and is charged before its credits come. A row is written before the provider is asked, so
-- that an answer that was lost is asked for again under the same key, for the same money.
--
-- Locks: creates a new table only; waits for nobody. Its rows are changed under the lock of the subscriber's row.

CREATE TABLE spike_owed_charges (
    billable_type   text        NOT NULL,
    billable_id     text        NOT NULL,
    key             text        NOT NULL, -- SUBSCRIPTION/owed/PERIOD/CURRENCY
    provider        text        NOT NULL,
    money_minor     bigint      NOT NULL,
    currency        text        NOT NULL,
    amounts         jsonb       NOT NULL, -- by credit type, in smallest units
    state           text        NOT NULL DEFAULT 'asked',
    attempts        int         NOT NULL DEFAULT 0,
    noted_at        timestamptz NOT NULL,
    next_attempt_at timestamptz, -- while it is not answered
    payment_id      text,
    cause           text,        -- why the last answer is not known, or why the provider said no
    CONSTRAINT spike_owed_charges_pkey PRIMARY KEY (billable_type, billable_id, key),
    CONSTRAINT spike_owed_charges_money CHECK (money_minor > 0),
    CONSTRAINT spike_owed_charges_currency CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT spike_owed_charges_state CHECK (state IN ('asked', 'done', 'refused')),
    CONSTRAINT spike_owed_charges_attempts CHECK (attempts >= 0),
    CONSTRAINT spike_owed_charges_next CHECK ((state = 'asked') = (next_attempt_at IS NOT NULL)),
    CONSTRAINT spike_owed_charges_done CHECK ((state = 'done') = (payment_id IS NOT NULL))
);
CREATE INDEX spike_owed_charges_due ON spike_owed_charges (next_attempt_at) WHERE state = 'asked';
