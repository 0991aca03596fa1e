-- Who subscribes, to what, on which terms, and what was paid. The provider keeps the calendar and takes the money; these tables
-- keep our side: the terms as they were when asked, every paid period as it was told, and who is to be looked at when.
--
-- Whoever changes anything here locks the row of spike_subscribers first, then the accounts by credit type.
--
-- Locks: creates new tables only; waits for nobody.

CREATE TABLE spike_subscribers (
    billable_type text        NOT NULL,
    billable_id   text        NOT NULL,
    free_since    timestamptz, -- first touched without a plan: free periods are counted from it
    settled_until timestamptz, -- nothing changes by itself before; none until it was touched
    CONSTRAINT spike_subscribers_pkey PRIMARY KEY (billable_type, billable_id)
);

CREATE TABLE spike_subscriptions (
    billable_type  text        NOT NULL,
    billable_id    text        NOT NULL,
    key            text        NOT NULL, -- ours, and the provider's name for it
    number         bigint      GENERATED ALWAYS AS IDENTITY,
    provider       text,                 -- none is comped
    state          text        NOT NULL,
    version        bigint      NOT NULL DEFAULT 0, -- the highest that the provider has told
    switch_number  int         NOT NULL DEFAULT 0, -- of the terms in force
    period_start   timestamptz,          -- of the current period, as last told; none until it has begun
    period_end     timestamptz,
    past_due_since timestamptz,
    ends_at        timestamptz,          -- none if it goes on
    asked_at       timestamptz NOT NULL,
    trial_ends_at  timestamptz,          -- as it was asked for
    when_paid      text,                 -- where the page sends the customer; none without a page
    when_cancelled text,
    begun_at       timestamptz,
    cause          text,                 -- why the last answer is not known, or why the provider said no
    CONSTRAINT spike_subscriptions_pkey PRIMARY KEY (billable_type, billable_id, key),
    CONSTRAINT spike_subscriptions_key UNIQUE (key),
    CONSTRAINT spike_subscriptions_state
        CHECK (state IN ('asked', 'refused', 'trial', 'active', 'past_due', 'ended')),
    CONSTRAINT spike_subscriptions_begun CHECK (state IN ('asked', 'refused')
        OR num_nulls(period_start, period_end, begun_at) = 0),
    CONSTRAINT spike_subscriptions_period CHECK (period_end > period_start),
    CONSTRAINT spike_subscriptions_past_due CHECK (state <> 'past_due' OR past_due_since IS NOT NULL),
    CONSTRAINT spike_subscriptions_ended CHECK (state <> 'ended' OR ends_at IS NOT NULL)
);
-- one page at a time
CREATE UNIQUE INDEX spike_subscriptions_asked ON spike_subscriptions (billable_type, billable_id) WHERE state = 'asked';

CREATE TABLE spike_subscription_terms (
    billable_type text        NOT NULL,
    billable_id   text        NOT NULL,
    key           text        NOT NULL,
    switch_number int         NOT NULL, -- 0 for those it began with
    plan_id       text        NOT NULL,
    name          text        NOT NULL,
    pay_interval  text        NOT NULL,
    price_minor   bigint,               -- none is comped
    currency      text,
    asked         text        NOT NULL, -- when they were to hold
    refused       boolean     NOT NULL DEFAULT false,
    CONSTRAINT spike_subscription_terms_pkey PRIMARY KEY (billable_type, billable_id, key, switch_number),
    CONSTRAINT spike_subscription_terms_interval CHECK (pay_interval IN ('monthly', 'yearly')),
    CONSTRAINT spike_subscription_terms_asked CHECK (asked IN ('at_first', 'now', 'at_period_end')),
    CONSTRAINT spike_subscription_terms_price CHECK (price_minor > 0 AND currency IS NOT NULL
        OR num_nonnulls(price_minor, currency) = 0),
    CONSTRAINT spike_subscription_terms_currency CHECK (currency ~ '^[A-Z]{3}$')
);

-- what these terms provide, as the catalogue had it
CREATE TABLE spike_subscription_provides (
    billable_type text  NOT NULL,
    billable_id   text  NOT NULL,
    key           text  NOT NULL,
    switch_number int   NOT NULL,
    occasion      text  NOT NULL,
    position      int   NOT NULL,
    kind          text  NOT NULL,
    terms         jsonb NOT NULL, -- text pairs
    CONSTRAINT spike_subscription_provides_pkey
        PRIMARY KEY (billable_type, billable_id, key, switch_number, occasion, position),
    CONSTRAINT spike_subscription_provides_occasion CHECK (occasion IN ('monthly', 'yearly', 'trial'))
);

-- every period that was paid, or is a trial: told in any order, and never untold
CREATE TABLE spike_subscription_periods (
    billable_type text        NOT NULL,
    billable_id   text        NOT NULL,
    key           text        NOT NULL,
    switch_number int         NOT NULL,
    period_start  timestamptz NOT NULL,
    period_end    timestamptz NOT NULL,
    trial         boolean     NOT NULL,
    paid_at       timestamptz NOT NULL, -- the latest that was told
    closed        boolean     NOT NULL DEFAULT false, -- another has followed, and all of it is provided
    CONSTRAINT spike_subscription_periods_pkey
        PRIMARY KEY (billable_type, billable_id, key, switch_number, period_start),
    CONSTRAINT spike_subscription_periods_span CHECK (period_end > period_start)
);
