-- What became of the credits of plans, and what is due.
--
-- Locks: creates new tables only; waits for nobody. Their rows are changed under the lock of the subscriber's row.

-- every grant that a plan made: the part of the ledger's book that renewing, switching and recovering must know
CREATE TABLE spike_plan_grants (
    billable_type text        NOT NULL,
    billable_id   text        NOT NULL,
    source        text        NOT NULL, -- the key of the subscription, or 'free'
    position      text        NOT NULL, -- SWITCH.OCCASION.POSITION in its terms
    period_start  timestamptz NOT NULL,
    carried       int         NOT NULL, -- how many times it was carried over; 0 for what the period itself gave
    generation    int         NOT NULL, -- above 1 for what was given again after a void
    period_end    timestamptz NOT NULL, -- without any grace
    credit_type   text        NOT NULL,
    amount        bigint      NOT NULL, -- of the first generation
    granted       bigint      NOT NULL, -- of this one
    used_before   bigint      NOT NULL, -- of the generations before
    grant_id      bigint      NOT NULL,
    expires_at    timestamptz NOT NULL,
    ended_by      text,                 -- none while it is open, or has expired by itself
    ended_at      timestamptz,
    left_free     bigint,               -- was free when it was ended; none if it had ended already
    CONSTRAINT spike_plan_grants_pkey
        PRIMARY KEY (billable_type, billable_id, source, position, period_start, carried, generation),
    CONSTRAINT spike_plan_grants_span CHECK (period_end > period_start),
    CONSTRAINT spike_plan_grants_granted CHECK (granted > 0 AND granted <= amount),
    CONSTRAINT spike_plan_grants_counts CHECK (carried >= 0 AND generation > 0 AND used_before >= 0),
    CONSTRAINT spike_plan_grants_ended_by
        CHECK (ended_by IN ('renewal', 'switch', 'kept', 'past_due', 'over', 'subscribed')),
    CONSTRAINT spike_plan_grants_ended CHECK ((ended_by IS NULL) = (ended_at IS NULL)),
    CONSTRAINT spike_plan_grants_left CHECK (left_free BETWEEN 0 AND granted)
);
CREATE INDEX spike_plan_grants_open ON spike_plan_grants (billable_type, billable_id) WHERE ended_by IS NULL;
-- what may be given again
CREATE INDEX spike_plan_grants_given_up ON spike_plan_grants (billable_type, billable_id, expires_at)
    WHERE ended_by IN ('past_due', 'over', 'subscribed');

-- overuse that did not fit the new grant: it waits for the next switch, and ends with the next renewal
CREATE TABLE spike_waiting_overuse (
    billable_type text   NOT NULL,
    billable_id   text   NOT NULL,
    credit_type   text   NOT NULL,
    amount        bigint NOT NULL,
    CONSTRAINT spike_waiting_overuse_pkey PRIMARY KEY (billable_type, billable_id, credit_type),
    CONSTRAINT spike_waiting_overuse_amount CHECK (amount > 0)
);

CREATE TABLE spike_due (
    billable_type   text        NOT NULL,
    billable_id     text        NOT NULL,
    what            text        NOT NULL,
    due_at          timestamptz NOT NULL,
    attempts        int         NOT NULL DEFAULT 0, -- that failed since it became due
    next_attempt_at timestamptz NOT NULL,
    failed_at       timestamptz,
    cause           text,
    CONSTRAINT spike_due_pkey PRIMARY KEY (billable_type, billable_id, what),
    CONSTRAINT spike_due_what CHECK (what IN ('plan')),
    CONSTRAINT spike_due_attempts CHECK (attempts >= 0),
    CONSTRAINT spike_due_failed CHECK ((failed_at IS NULL) = (cause IS NULL))
);
CREATE INDEX spike_due_next ON spike_due (next_attempt_at);
