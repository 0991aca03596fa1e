-- Subscriptions: what each key asked for, how each stands, and its switches. A period that costs nothing is paid with
-- nothing, so that it is told like any other.
--
-- Locks: reads the payments once while nobody may write them, to exchange a constraint; the rest are new tables.

ALTER TABLE spike_local_payments
    DROP CONSTRAINT spike_local_payments_something,
    ADD CONSTRAINT spike_local_payments_not_negative CHECK (minor >= 0);

CREATE TABLE spike_local_subscription_requests (
    key              text    NOT NULL,
    customer_id      text    NOT NULL,
    reference        text    NOT NULL,
    name             text    NOT NULL,
    minor            bigint  NOT NULL,
    currency         text    NOT NULL,
    billed           text    NOT NULL,
    trial_ends_at    timestamptz,      -- none for one that is paid at once
    discount_code    text,             -- none without a discount, as the next three
    discount_percent integer,          -- none for a fixed one
    discount_minor   bigint,           -- none for a share
    discount_periods integer,
    at_page          boolean NOT NULL,
    refusal          text,             -- of one that was to begin from the saved card and could not
    CONSTRAINT spike_local_subscription_requests_pkey PRIMARY KEY (key),
    CONSTRAINT spike_local_subscription_requests_billed CHECK (billed IN ('monthly', 'yearly')),
    CONSTRAINT spike_local_subscription_requests_discount CHECK (
        num_nonnulls(discount_percent, discount_minor) = num_nonnulls(discount_code)
        AND num_nonnulls(discount_periods) = num_nonnulls(discount_code)),
    CONSTRAINT spike_local_subscription_requests_refused CHECK (refusal IS NULL OR NOT at_page)
);

-- also those that were refused, so that a key stays refused
CREATE TABLE spike_local_switches (
    key              text    NOT NULL,
    subscription_key text    NOT NULL,
    reference        text    NOT NULL,
    name             text    NOT NULL,
    minor            bigint  NOT NULL,
    currency         text    NOT NULL,
    billed           text    NOT NULL,
    at_period_end    boolean NOT NULL,
    refusal          text,
    CONSTRAINT spike_local_switches_pkey PRIMARY KEY (key),
    CONSTRAINT spike_local_switches_billed CHECK (billed IN ('monthly', 'yearly')),
    CONSTRAINT spike_local_switches_refused CHECK (refusal IS NULL OR NOT at_period_end)
);

CREATE TABLE spike_local_subscriptions (
    key          text        NOT NULL,
    customer_id  text        NOT NULL,
    version      bigint      NOT NULL,
    state        text        NOT NULL,
    reference    text        NOT NULL,
    name         text        NOT NULL,
    minor        bigint      NOT NULL,
    currency     text        NOT NULL,
    billed       text        NOT NULL,
    anchor       timestamptz NOT NULL, -- periods are counted from it
    number       bigint      NOT NULL, -- of the current period; -1 in a trial
    period_start timestamptz NOT NULL,
    period_end   timestamptz NOT NULL,
    ends_at      timestamptz,          -- none while it goes on
    paid         bigint      NOT NULL, -- for the current period, with what was credited to it
    owed         bigint      NOT NULL, -- for the current period
    attempts     integer     NOT NULL, -- that failed to pay it
    discounted   integer     NOT NULL, -- how many periods were
    next_switch  text,                 -- when the period ends
    due_at       timestamptz,          -- none once it has ended
    CONSTRAINT spike_local_subscriptions_pkey PRIMARY KEY (key),
    CONSTRAINT spike_local_subscriptions_state CHECK (state IN ('trial', 'active', 'past_due', 'ended')),
    CONSTRAINT spike_local_subscriptions_billed CHECK (billed IN ('monthly', 'yearly')),
    CONSTRAINT spike_local_subscriptions_period CHECK (period_end > period_start),
    CONSTRAINT spike_local_subscriptions_money CHECK (paid >= 0 AND owed >= 0),
    CONSTRAINT spike_local_subscriptions_due CHECK ((state = 'ended') = (due_at IS NULL))
);
CREATE INDEX spike_local_subscriptions_due_at ON spike_local_subscriptions (due_at, key) WHERE due_at IS NOT NULL;
