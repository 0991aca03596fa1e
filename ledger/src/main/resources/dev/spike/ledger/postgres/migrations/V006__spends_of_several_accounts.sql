-- A spend of several accounts that is declined leaves a receipt on each of them; which of them were short cannot be told
-- from the amounts, as a policy may have let an account go below zero. So the receipt says it.
--
-- Locks: receipts exclusively for an instant (a column without a rewrite).

ALTER TABLE spike_credit_receipts
    ADD COLUMN had_enough boolean; -- of a decline: true where other accounts of the request were short, and this one was not
