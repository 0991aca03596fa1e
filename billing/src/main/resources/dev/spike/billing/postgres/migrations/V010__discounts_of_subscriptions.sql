-- Which discount a subscription was given, as the catalogue had it, so that the provider is asked the same again under the same
-- key, and a code is used no more often than it may be: a row counts as so many uses as it has periods.
--
-- Locks: creates a new table only; waits for nobody. Its rows are written under the lock of the subscriber's row.

CREATE TABLE spike_subscription_discounts (
    billable_type text        NOT NULL,
    billable_id   text        NOT NULL,
    key           text        NOT NULL, -- of the subscription
    code          text        NOT NULL,
    percent       int,                  -- none for a fixed one
    off_minor     bigint,               -- none for a share
    currency      text,                 -- of what is taken off
    periods       int         NOT NULL,
    given_at      timestamptz NOT NULL,
    refused       boolean     NOT NULL DEFAULT false,
    CONSTRAINT spike_subscription_discounts_pkey PRIMARY KEY (billable_type, billable_id, key, code),
    CONSTRAINT spike_subscription_discounts_percent CHECK (percent BETWEEN 1 AND 100),
    CONSTRAINT spike_subscription_discounts_off CHECK (off_minor > 0),
    CONSTRAINT spike_subscription_discounts_either CHECK (num_nonnulls(percent, off_minor) = 1
        AND num_nonnulls(off_minor) = num_nonnulls(currency)),
    CONSTRAINT spike_subscription_discounts_currency CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT spike_subscription_discounts_periods CHECK (periods > 0)
);
