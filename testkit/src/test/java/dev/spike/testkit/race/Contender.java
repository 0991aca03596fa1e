package dev.spike.testkit.race;

import dev.spike.ledger.CaptureRequest;
import dev.spike.ledger.CloseResult;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.InvalidRequestException;
import dev.spike.ledger.VoidRequest;

/** Who races for the one grant of an arena, and for the one hold on it. */
enum Contender {
    HOLD {
        @Override
        Said act(Arena arena, CreditAccount account) {
            return account.tryHold(HoldRequest.of(15))
                    .fold(held -> Said.done(this, held.receipt()), declined -> Said.nothing(this));
        }
    },
    CAPTURE {
        @Override
        Said act(Arena arena, CreditAccount account) {
            return closing(account.capture(CaptureRequest.all(arena.hold())));
        }
    },
    /** Divides what is held, so that parts alone never capture more. */
    CAPTURE_PART {
        @Override
        Said act(Arena arena, CreditAccount account) {
            return closing(account.capture(
                    CaptureRequest.of(arena.hold(), Arena.HELD / 4).keepingTheRest()));
        }
    },
    RELEASE {
        @Override
        Said act(Arena arena, CreditAccount account) {
            return closing(account.release(arena.hold()));
        }
    },
    /** Time comes to the hold's deadline, and somebody looks. */
    LAPSE {
        @Override
        Said act(Arena arena, CreditAccount account) {
            arena.nodes().comeTo(arena.deadline());
            return touch(account);
        }
    },
    SPEND {
        @Override
        Said act(Arena arena, CreditAccount account) {
            return account.trySpend(25).fold(spent -> Said.done(this, spent.receipt()), declined -> Said.nothing(this));
        }
    },
    VOID {
        @Override
        Said act(Arena arena, CreditAccount account) {
            try {
                return Said.done(this, account.voidGrant(VoidRequest.of(arena.grant())));
            } catch (InvalidRequestException e) {
                if (e.error() != ErrorCode.GRANT_NOT_OPEN) {
                    throw e;
                }
                return Said.nothing(this);
            }
        }
    },
    /** Time comes to the grant's end, and somebody looks. */
    EXPIRY {
        @Override
        Said act(Arena arena, CreditAccount account) {
            arena.nodes().comeTo(arena.expiry());
            return touch(account);
        }
    };

    abstract Said act(Arena arena, CreditAccount account);

    /** A decline is a decision too: what time alone has changed is written down with it. */
    Said touch(CreditAccount account) {
        return account.trySpend(Arena.GRANTED + 1)
                .fold(spent -> Said.done(this, spent.receipt()), declined -> Said.nothing(this));
    }

    Said closing(CloseResult result) {
        if (result instanceof CloseResult.Done done) {
            return Said.done(this, done.receipt());
        } else if (result instanceof CloseResult.Closed closed) {
            return Said.closed(this, closed.state());
        }
        throw new AssertionError("Nobody here captures more than is held, but was refused: " + result);
    }
}
