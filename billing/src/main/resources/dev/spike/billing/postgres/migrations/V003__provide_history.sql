-- What an order provides, and what became of each: provided once, or failed and to be tried again.
--
-- Locks: creates new tables only; waits for nobody.

-- what one line of an order provides, each, as the catalogue had it
CREATE TABLE spike_order_provides (
    billable_type text  NOT NULL,
    billable_id   text  NOT NULL,
    order_id      text  NOT NULL,
    line          int   NOT NULL,
    position      int   NOT NULL,
    kind          text  NOT NULL,
    terms         jsonb NOT NULL, -- text pairs
    CONSTRAINT spike_order_provides_pkey PRIMARY KEY (billable_type, billable_id, order_id, line, position)
);

CREATE TABLE spike_provide_history (
    billable_type   text        NOT NULL,
    billable_id     text        NOT NULL,
    source          text        NOT NULL, -- the order
    position        text        NOT NULL, -- LINE.POSITION in it
    period          text        NOT NULL, -- '-' for what is provided once
    kind            text        NOT NULL,
    terms           jsonb       NOT NULL, -- of each, as text pairs
    quantity        int         NOT NULL,
    attempts        int         NOT NULL,
    provided_at     timestamptz,
    failed_at       timestamptz,          -- last; stays when it was provided after all, as does the cause
    cause           text,
    next_attempt_at timestamptz,
    -- provided once, whoever tries
    CONSTRAINT spike_provide_history_pkey PRIMARY KEY (billable_type, billable_id, source, position, period),
    CONSTRAINT spike_provide_history_quantity CHECK (quantity > 0),
    CONSTRAINT spike_provide_history_attempts CHECK (attempts > 0),
    CONSTRAINT spike_provide_history_failed CHECK ((failed_at IS NULL) = (cause IS NULL)),
    CONSTRAINT spike_provide_history_outcome CHECK (provided_at IS NOT NULL OR failed_at IS NOT NULL),
    CONSTRAINT spike_provide_history_next CHECK ((provided_at IS NULL) = (next_attempt_at IS NOT NULL))
);
CREATE INDEX spike_provide_history_due ON spike_provide_history (next_attempt_at) WHERE provided_at IS NULL;
