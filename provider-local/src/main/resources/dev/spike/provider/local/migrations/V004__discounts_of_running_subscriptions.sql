-- A discount may also be given to a subscription that runs, so each keeps its own; those that began with one keep that.
--
-- Locks: the subscriptions, while each is written once.

ALTER TABLE spike_local_subscriptions
    ADD COLUMN discount_code    text, -- none without a discount, as the next three
    ADD COLUMN discount_percent integer,
    ADD COLUMN discount_minor   bigint,
    ADD COLUMN discount_periods integer,
    ADD CONSTRAINT spike_local_subscriptions_discount CHECK (
        num_nonnulls(discount_percent, discount_minor) = num_nonnulls(discount_code)
        AND num_nonnulls(discount_periods) = num_nonnulls(discount_code));

UPDATE spike_local_subscriptions s
SET discount_code = r.discount_code,
    discount_percent = r.discount_percent,
    discount_minor = r.discount_minor,
    discount_periods = r.discount_periods
FROM spike_local_subscription_requests r
WHERE r.key = s.key AND r.discount_code IS NOT NULL;
