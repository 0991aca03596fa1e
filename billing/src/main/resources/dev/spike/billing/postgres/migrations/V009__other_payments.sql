-- Payments besides the one of an order: those of a subscription's periods, and those that came for what was paid already. What goes back of the first takes back credits of its period; the second are for people to look at.
--
-- What spike_refunds and spike_disputes call an order is the subscription where the payment was of a period.
--
-- And what a provider was asked about a subscription, until it has answered: whoever reconciles asks how it stands.
--
-- Locks: creates a new table, and adds columns to two others, whose rows are not rewritten; the new check reads
-- spike_plan_grants once, the new indexes read spike_subscriptions and keep others from writing it meanwhile.

CREATE TABLE spike_payments (
    provider       text        NOT NULL,
    payment_id     text        NOT NULL, -- the provider's
    billable_type  text        NOT NULL,
    billable_id    text        NOT NULL,
    what           text        NOT NULL,
    source         text        NOT NULL, -- the key of the subscription, or the order
    switch_number  int,                  -- of a period, as the next two
    period_start   timestamptz,
    period_end     timestamptz,
    money_minor    bigint      NOT NULL,
    currency       text        NOT NULL,
    paid_at        timestamptz NOT NULL,
    returned_minor bigint      NOT NULL DEFAULT 0, -- by refunds and lost disputes
    CONSTRAINT spike_payments_pkey PRIMARY KEY (provider, payment_id),
    CONSTRAINT spike_payments_what CHECK (what IN ('period', 'again')),
    CONSTRAINT spike_payments_period CHECK (num_nulls(switch_number, period_start, period_end)
        = CASE what WHEN 'period' THEN 0 ELSE 3 END),
    CONSTRAINT spike_payments_span CHECK (period_end > period_start),
    CONSTRAINT spike_payments_money CHECK (money_minor >= 0),
    CONSTRAINT spike_payments_currency CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT spike_payments_returned CHECK (returned_minor BETWEEN 0 AND money_minor)
);
-- a period is paid once; what comes again is the other kind
CREATE UNIQUE INDEX spike_payments_of_period ON spike_payments (billable_type, billable_id, source, switch_number, period_start)
    WHERE what = 'period';
CREATE INDEX spike_payments_returned_of ON spike_payments (billable_type, billable_id, source)
    WHERE what = 'period' AND returned_minor > 0;
-- what an operator must look at
CREATE INDEX spike_payments_again ON spike_payments (paid_at) WHERE what = 'again' AND returned_minor < money_minor;

ALTER TABLE spike_plan_grants
    ADD COLUMN returned bigint NOT NULL DEFAULT 0, -- is to be gone of the amount, as its money was returned; of all generations
    ADD CONSTRAINT spike_plan_grants_returned CHECK (returned BETWEEN 0 AND amount);

ALTER TABLE spike_subscriptions
    ADD COLUMN asking_since timestamptz, -- a change of it was asked for, and is not answered
    ADD COLUMN looked_at    timestamptz; -- last asked how it stands, by who reconciles
-- those to ask about: pages, changes that were not answered, periods that are over
CREATE INDEX spike_subscriptions_pages ON spike_subscriptions (asked_at) WHERE state = 'asked';
CREATE INDEX spike_subscriptions_asking ON spike_subscriptions (asking_since) WHERE asking_since IS NOT NULL;
CREATE INDEX spike_subscriptions_over ON spike_subscriptions (period_end) WHERE state IN ('trial', 'active', 'past_due');
