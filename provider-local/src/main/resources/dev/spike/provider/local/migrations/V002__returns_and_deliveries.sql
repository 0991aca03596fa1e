-- The books go on: what was returned, and what there is to tell.
--
-- Locks: creates new tables only; waits for nobody.

-- a dispute and a refund are both money that is returned
CREATE TABLE spike_local_returns (
    id         text   NOT NULL,
    kind       text   NOT NULL,
    key        text,           -- of a refund
    payment_id text   NOT NULL,
    minor      bigint NOT NULL,
    currency   text   NOT NULL,
    reason     text   NOT NULL,
    state      text   NOT NULL,
    CONSTRAINT spike_local_returns_pkey PRIMARY KEY (id),
    CONSTRAINT spike_local_returns_key UNIQUE (key),
    CONSTRAINT spike_local_returns_something CHECK (minor > 0),
    CONSTRAINT spike_local_returns_kind CHECK (
        (kind = 'refund' AND key IS NOT NULL AND state IN ('made', 'failed'))
        OR (kind = 'dispute' AND key IS NULL AND state IN ('open', 'lost', 'won')))
);
CREATE INDEX spike_local_returns_of_payment ON spike_local_returns (payment_id);

CREATE TABLE spike_local_deliveries (
    number   bigint  NOT NULL,
    id       text    NOT NULL,
    type     text    NOT NULL,
    body     text    NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    due_at   timestamptz,             -- none once it has arrived, and when it is no longer tried
    CONSTRAINT spike_local_deliveries_pkey PRIMARY KEY (number),
    CONSTRAINT spike_local_deliveries_id UNIQUE (id)
);
CREATE INDEX spike_local_deliveries_due ON spike_local_deliveries (due_at, number) WHERE due_at IS NOT NULL;
