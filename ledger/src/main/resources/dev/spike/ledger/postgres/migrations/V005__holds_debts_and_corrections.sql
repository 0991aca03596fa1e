-- Holds, what is owed, and corrections: what the verbs of reserving, overdrawing and undoing need.
--
-- Locks: receipts and grants exclusively for an instant (columns without a rewrite), and the credit transactions against
-- writes while a small index is made; creates new tables.

CREATE TABLE spike_credit_holds (
    account_id bigint      NOT NULL,
    id         bigint      GENERATED ALWAYS AS IDENTITY,
    amount     bigint      NOT NULL,                    -- when it was made
    state      text        NOT NULL DEFAULT 'open',
    created_at timestamptz NOT NULL,
    deadline   timestamptz NOT NULL DEFAULT 'infinity', -- it lapses at it
    closed_at  timestamptz,
    -- what is still set aside of which grant, in the order drawn, and what of it no grant covers
    grants     bigint[]    NOT NULL,
    amounts    bigint[]    NOT NULL,
    uncovered  bigint      NOT NULL,
    CONSTRAINT spike_credit_holds_pkey PRIMARY KEY (account_id, id),
    CONSTRAINT spike_credit_holds_amount CHECK (amount > 0),
    CONSTRAINT spike_credit_holds_state CHECK (state IN ('open', 'captured', 'released', 'lapsed')),
    CONSTRAINT spike_credit_holds_closed CHECK ((state = 'open') = (closed_at IS NULL)),
    CONSTRAINT spike_credit_holds_parts CHECK (cardinality(grants) = cardinality(amounts)),
    CONSTRAINT spike_credit_holds_uncovered CHECK (uncovered >= 0)
);
CREATE INDEX spike_credit_holds_open ON spike_credit_holds (account_id) WHERE state = 'open';

-- a closed hold stays as it is, whoever writes
CREATE FUNCTION spike_refuse_change_of_closed_hold() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'hold % of account % is %', OLD.id, OLD.account_id, OLD.state
        USING ERRCODE = 'check_violation', CONSTRAINT = 'spike_credit_holds_final';
END
$$;
CREATE TRIGGER spike_credit_holds_final BEFORE UPDATE ON spike_credit_holds
    FOR EACH ROW WHEN (OLD.state <> 'open') EXECUTE FUNCTION spike_refuse_change_of_closed_hold();

-- a voided grant stays empty
ALTER TABLE spike_credit_grants ADD COLUMN voided boolean NOT NULL DEFAULT false;

ALTER TABLE spike_credit_receipts
    ADD COLUMN dated_at       timestamptz, -- the date for the books, where it is not the decision's
    ADD COLUMN undoes         text,        -- of a reversal: the key of what it undoes
    -- of a hold, a capture and so on: the hold as it is afterwards
    ADD COLUMN hold_id        bigint,
    ADD COLUMN hold_deadline  timestamptz,
    ADD COLUMN hold_grants    bigint[],
    ADD COLUMN hold_amounts   bigint[],
    ADD COLUMN hold_uncovered bigint,
    -- all that the request changed, signed and summed by grant; none where the allocations say it all
    ADD COLUMN moved_grants   bigint[],
    ADD COLUMN moved_amounts  bigint[];

-- how much of a request was given back, so that never more is than was taken
CREATE TABLE spike_credit_reversals (
    account_id bigint      NOT NULL,
    key        text        NOT NULL,
    decided_at timestamptz NOT NULL, -- of what was undone: a key may be used again once its receipt is dropped
    reversed   bigint      NOT NULL,
    CONSTRAINT spike_credit_reversals_pkey PRIMARY KEY (account_id, key, decided_at),
    CONSTRAINT spike_credit_reversals_amount CHECK (reversed > 0)
);

-- who repaid, when what was repaid is undone
CREATE INDEX spike_credit_transactions_repayment ON spike_credit_transactions (account_id) WHERE entry = 'repayment';
