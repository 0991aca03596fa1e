-- When it was last decided what somebody's plans give. A node whose clock is behind another's decides as of then: what has begun
-- does not become undone, and given a second time not at all.
--
-- Locks: adds a column to a table, whose rows are not rewritten; waits for who writes it, for a moment.

ALTER TABLE spike_subscribers
    ADD COLUMN settled_at timestamptz; -- none until it was touched by this version
