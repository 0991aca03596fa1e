-- Who was forgotten, and whether the provider has forgotten them too. Of whom only a pseudonym is left, the money that comes and
-- goes is noted as before, and no credits move any more.
--
-- Locks: adds columns without a value to two tables, whose rows are not rewritten; the index reads spike_customers once and keeps
-- others from writing it meanwhile.

ALTER TABLE spike_subscribers
    ADD COLUMN forgotten_at timestamptz; -- whoever it was has been forgotten at it

ALTER TABLE spike_customers
    ADD COLUMN forget_asked_at timestamptz, -- the provider was to forget the customer, was last asked at it, and has not answered
    ADD COLUMN forget_refusal  text;        -- why it said no: it is done there by hand
CREATE INDEX spike_customers_forgetting ON spike_customers (provider, forget_asked_at) WHERE forget_asked_at IS NOT NULL;
