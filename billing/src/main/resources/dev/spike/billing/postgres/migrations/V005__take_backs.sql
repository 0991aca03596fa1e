-- What was taken back of what an order provided, because its money was returned.
--
-- Locks: creates new tables only; waits for nobody. Their rows are changed under the order's lock.

-- how far the taking back of each provided thing has come
CREATE TABLE spike_take_backs (
    billable_type   text        NOT NULL,
    billable_id     text        NOT NULL,
    source          text        NOT NULL, -- the order
    position        text        NOT NULL, -- LINE.POSITION in it
    kind            text        NOT NULL,
    returned_minor  bigint      NOT NULL, -- how much money it is taken back for
    attempts        int         NOT NULL, -- since that was last reached
    failed_at       timestamptz,          -- last; stays when it was taken after all, as does the cause
    cause           text,
    next_attempt_at timestamptz,          -- none once all is taken
    CONSTRAINT spike_take_backs_pkey PRIMARY KEY (billable_type, billable_id, source, position),
    CONSTRAINT spike_take_backs_returned CHECK (returned_minor >= 0),
    CONSTRAINT spike_take_backs_attempts CHECK (attempts >= 0),
    CONSTRAINT spike_take_backs_failed CHECK ((failed_at IS NULL) = (cause IS NULL)),
    CONSTRAINT spike_take_backs_next CHECK (next_attempt_at IS NULL OR failed_at IS NOT NULL)
);
CREATE INDEX spike_take_backs_due ON spike_take_backs (next_attempt_at) WHERE next_attempt_at IS NOT NULL;

-- each time that credits were taken; given back last taken first
CREATE TABLE spike_take_back_steps (
    billable_type text   NOT NULL,
    billable_id   text   NOT NULL,
    source        text   NOT NULL,
    position      text   NOT NULL,
    step          int    NOT NULL,
    wanted        bigint NOT NULL, -- was to be gone, less what was given up since
    taken         bigint NOT NULL, -- is gone; the rest was forgiven
    reversals     int    NOT NULL DEFAULT 0,
    CONSTRAINT spike_take_back_steps_pkey PRIMARY KEY (billable_type, billable_id, source, position, step),
    CONSTRAINT spike_take_back_steps_taken CHECK (taken BETWEEN 0 AND wanted),
    CONSTRAINT spike_take_back_steps_reversals CHECK (reversals >= 0)
);
