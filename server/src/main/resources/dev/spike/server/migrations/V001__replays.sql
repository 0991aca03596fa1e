-- What was replayed on this database: so that a trace keeps its place in time from the first run on, and is not charged
-- again on other terms.
--
-- Locks: creates a new table only; waits for nobody.

CREATE TABLE spike_replays (
    digest       text        NOT NULL, -- of the trace's content
    last_call_at timestamptz NOT NULL, -- when its last call happens here
    terms        text        NOT NULL, -- prices, customers and credits, as given at the first run
    CONSTRAINT spike_replays_pkey PRIMARY KEY (digest)
);
