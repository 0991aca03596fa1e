-- What providers tell us, kept before it is worked (the inbox); the money that went back; and what was taken back for it.
--
-- A refund and a dispute are known by the provider's id, so that each counts once however often it is told. What an order
-- shows of them is the sum of their rows, written under the order's lock.
--
-- Whoever works a delivery locks its row, then the cart, the order, the accounts.
--
-- Locks: adds columns with a constant to two tables, whose rows are not rewritten; the new checks read spike_orders once.

ALTER TABLE spike_orders
    ADD COLUMN disputed_minor bigint NOT NULL DEFAULT 0, -- of disputes that are open
    ADD COLUMN lost_minor     bigint NOT NULL DEFAULT 0, -- of disputes that were lost
    ADD CONSTRAINT spike_orders_disputed CHECK (disputed_minor BETWEEN 0 AND total_minor),
    ADD CONSTRAINT spike_orders_lost CHECK (lost_minor BETWEEN 0 AND total_minor);

ALTER TABLE spike_provide_history
    ADD COLUMN grant_id bigint; -- the grant that it made, where it was credits

CREATE TABLE spike_inbox (
    provider        text        NOT NULL,
    event_id        text        NOT NULL, -- the provider's
    number          bigint      GENERATED ALWAYS AS IDENTITY,
    type            text        NOT NULL, -- the provider's word
    body            text,                 -- none once it was dropped
    received_at     timestamptz NOT NULL,
    state           text        NOT NULL DEFAULT 'new',
    attempts        int         NOT NULL DEFAULT 0,
    worked_at       timestamptz,          -- last
    unsettled_since timestamptz,          -- first failed or waited; stays, as does the cause
    cause           text,
    waits_for       text,                 -- the payment that is not known yet
    next_attempt_at timestamptz,
    CONSTRAINT spike_inbox_pkey PRIMARY KEY (provider, event_id),
    CONSTRAINT spike_inbox_number UNIQUE (number),
    CONSTRAINT spike_inbox_state CHECK (state IN ('new', 'done', 'ignored', 'waiting', 'failed')),
    CONSTRAINT spike_inbox_attempts CHECK (attempts >= 0),
    CONSTRAINT spike_inbox_next CHECK ((state IN ('done', 'ignored')) = (next_attempt_at IS NULL)),
    CONSTRAINT spike_inbox_cause CHECK (state NOT IN ('waiting', 'failed')
        OR num_nulls(cause, unsettled_since) = 0),
    CONSTRAINT spike_inbox_waits CHECK (waits_for IS NULL OR state = 'waiting')
);
CREATE INDEX spike_inbox_due ON spike_inbox (provider, next_attempt_at, number) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX spike_inbox_waiting ON spike_inbox (provider, waits_for) WHERE waits_for IS NOT NULL;
CREATE INDEX spike_inbox_unsettled ON spike_inbox (number) WHERE state IN ('waiting', 'failed');
CREATE INDEX spike_inbox_bodies ON spike_inbox (received_at) WHERE body IS NOT NULL;

-- how far we have asked each provider what it ever sent; moved by nothing that arrived by itself
CREATE TABLE spike_inbox_cursors (
    provider text        NOT NULL,
    event_id text        NOT NULL,
    moved_at timestamptz NOT NULL,
    CONSTRAINT spike_inbox_cursors_pkey PRIMARY KEY (provider)
);

CREATE TABLE spike_refunds (
    provider      text        NOT NULL,
    refund_id     text        NOT NULL, -- the provider's
    billable_type text        NOT NULL,
    billable_id   text        NOT NULL,
    order_id      text        NOT NULL,
    payment_id    text        NOT NULL,
    money_minor   bigint      NOT NULL,
    state         text        NOT NULL, -- once failed it stays so
    noted_at      timestamptz NOT NULL,
    CONSTRAINT spike_refunds_pkey PRIMARY KEY (provider, refund_id),
    CONSTRAINT spike_refunds_money CHECK (money_minor >= 0),
    CONSTRAINT spike_refunds_state CHECK (state IN ('returned', 'failed'))
);
CREATE INDEX spike_refunds_payment ON spike_refunds (provider, payment_id);

CREATE TABLE spike_disputes (
    provider      text        NOT NULL,
    dispute_id    text        NOT NULL, -- the provider's
    billable_type text        NOT NULL,
    billable_id   text        NOT NULL,
    order_id      text        NOT NULL,
    payment_id    text        NOT NULL,
    money_minor   bigint      NOT NULL,
    state         text        NOT NULL,
    occurred_at   timestamptz NOT NULL, -- the latest that was told; of two at once, won counts before lost before open
    noted_at      timestamptz NOT NULL,
    CONSTRAINT spike_disputes_pkey PRIMARY KEY (provider, dispute_id),
    CONSTRAINT spike_disputes_money CHECK (money_minor >= 0),
    CONSTRAINT spike_disputes_state CHECK (state IN ('open', 'lost', 'won'))
);
CREATE INDEX spike_disputes_payment ON spike_disputes (provider, payment_id);
