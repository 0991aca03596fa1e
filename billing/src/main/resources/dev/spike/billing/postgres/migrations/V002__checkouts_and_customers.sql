-- What was asked of the payment provider, and what it answered. A row is written before the provider is called, so that an
-- answer that was lost is asked for again under the same key.
--
-- A provider names nothing but its own ids and our keys; so checkouts are found by their key, and lead to the billable.
--
-- Locks: creates new tables only; waits for nobody.

CREATE TABLE spike_customers (
    billable_type text        NOT NULL,
    billable_id   text        NOT NULL,
    provider      text        NOT NULL,
    customer_id   text        NOT NULL, -- the provider's
    created_at    timestamptz NOT NULL,
    CONSTRAINT spike_customers_pkey PRIMARY KEY (billable_type, billable_id, provider),
    CONSTRAINT spike_customers_customer UNIQUE (provider, customer_id)
);

CREATE TABLE spike_checkouts (
    key            text        NOT NULL, -- the id of the order
    billable_type  text        NOT NULL,
    billable_id    text        NOT NULL,
    provider       text        NOT NULL,
    -- what was asked besides the order itself: the same key must come with the same content
    when_paid      text        NOT NULL,
    when_cancelled text        NOT NULL,
    expires_at     timestamptz NOT NULL,
    state          text        NOT NULL DEFAULT 'asked',
    asked_at       timestamptz NOT NULL, -- last
    answered_at    timestamptz,          -- last
    page           text,
    cause          text,                 -- why the last answer is not known, or why the provider said no
    -- of the payment
    payment_id     text,
    invoice_id     text,
    paid_minor     bigint,
    paid_currency  text,
    paid_at        timestamptz,
    CONSTRAINT spike_checkouts_pkey PRIMARY KEY (key),
    CONSTRAINT spike_checkouts_payment UNIQUE (provider, payment_id),
    CONSTRAINT spike_checkouts_state CHECK (state IN ('asked', 'open', 'paid', 'expired', 'refused')),
    CONSTRAINT spike_checkouts_page CHECK (state <> 'open' OR page IS NOT NULL),
    CONSTRAINT spike_checkouts_paid CHECK (num_nulls(payment_id, paid_minor, paid_currency, paid_at)
        = CASE state WHEN 'paid' THEN 0 ELSE 4 END),
    CONSTRAINT spike_checkouts_paid_minor CHECK (paid_minor >= 0),
    CONSTRAINT spike_checkouts_paid_currency CHECK (paid_currency ~ '^[A-Z]{3}$')
);
-- those to ask about again
CREATE INDEX spike_checkouts_unsettled ON spike_checkouts (asked_at) WHERE state IN ('asked', 'open');

CREATE TABLE spike_refund_requests (
    billable_type text        NOT NULL,
    billable_id   text        NOT NULL,
    key           text        NOT NULL,
    order_id      text        NOT NULL,
    provider      text        NOT NULL,
    payment_id    text        NOT NULL,
    money_minor   bigint      NOT NULL,
    currency      text        NOT NULL,
    reason        text        NOT NULL,
    state         text        NOT NULL DEFAULT 'asked',
    asked_at      timestamptz NOT NULL, -- last
    answered_at   timestamptz,
    refund_id     text,                 -- the provider's
    cause         text,                 -- why the last answer is not known, or why the provider said no
    CONSTRAINT spike_refund_requests_pkey PRIMARY KEY (billable_type, billable_id, key),
    CONSTRAINT spike_refund_requests_refund UNIQUE (provider, refund_id),
    CONSTRAINT spike_refund_requests_state CHECK (state IN ('asked', 'done', 'refused')),
    CONSTRAINT spike_refund_requests_done CHECK ((state = 'done') = (refund_id IS NOT NULL)),
    CONSTRAINT spike_refund_requests_money CHECK (money_minor > 0),
    CONSTRAINT spike_refund_requests_currency CHECK (currency ~ '^[A-Z]{3}$')
);
-- one at a time: whether another fits is only known when the provider has answered the first
CREATE UNIQUE INDEX spike_refund_requests_asked ON spike_refund_requests (billable_type, billable_id, order_id)
    WHERE state = 'asked';
