-- In which period overuse waits. Another period that begins before that one's month is over is a switch, and takes it up; a later
-- one is a renewal, and forgets it. Until now that was told from the grants that ended, and a plan may have given none.
--
-- Locks: adds columns to a table of few rows, which are rewritten; waits for who writes it, for a moment.

ALTER TABLE spike_waiting_overuse
    ADD COLUMN switch_number int,         -- of the terms of the period
    ADD COLUMN period_start  timestamptz,
    ADD COLUMN until         timestamptz; -- when the period ends, or its month in a year

UPDATE spike_waiting_overuse w
SET switch_number = s.switch_number,
    period_start = s.period_start,
    until = s.period_end
FROM spike_subscriptions s
WHERE s.billable_type = w.billable_type AND s.billable_id = w.billable_id AND s.state IN ('trial', 'active', 'past_due');

-- what was cancelled is forgiven
DELETE FROM spike_waiting_overuse WHERE until IS NULL;

ALTER TABLE spike_waiting_overuse
    ALTER COLUMN switch_number SET NOT NULL,
    ALTER COLUMN period_start SET NOT NULL,
    ALTER COLUMN until SET NOT NULL,
    ADD CONSTRAINT spike_waiting_overuse_until CHECK (until > period_start);
