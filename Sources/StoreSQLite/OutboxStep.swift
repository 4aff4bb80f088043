// SPDX-License-Identifier: Apache-2.0

extension Schema {
    /// Schema version 5: alerts on their way, and the ledger against which the next cycle is held.
    ///
    /// Neither is history, so neither is signed: what was settled is dropped by retention.
    static let outboxStep = """
        CREATE TABLE outbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            route TEXT NOT NULL,
            target TEXT NOT NULL,
            key TEXT NOT NULL,
            window INTEGER NOT NULL,
            batch INTEGER,
            body BLOB NOT NULL,
            created INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('pending', 'sent', 'given-up')),
            attempts INTEGER NOT NULL,
            next INTEGER NOT NULL,
            settled INTEGER,
            remark TEXT,
            UNIQUE (route, target, key),
            CHECK ((state = 'pending') = (settled IS NULL))
        ) STRICT;
        CREATE INDEX outbox_pending ON outbox (next) WHERE state = 'pending';
        CREATE INDEX outbox_batch ON outbox (batch) WHERE state = 'pending';

        CREATE TABLE alert_ledger (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            body BLOB NOT NULL
        ) STRICT;

        CREATE TRIGGER outbox_is_final BEFORE UPDATE OF id, route, target, key, window, body, created ON outbox
        BEGIN SELECT RAISE(ABORT, 'an outbox entry is final'); END;
        CREATE TRIGGER outbox_batch_is_final BEFORE UPDATE OF batch ON outbox WHEN OLD.batch IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'the batch of an outbox entry is final'); END;
        CREATE TRIGGER outbox_is_settled_once BEFORE UPDATE ON outbox WHEN OLD.state <> 'pending'
        BEGIN SELECT RAISE(ABORT, 'the outbox entry is settled'); END;
        CREATE TRIGGER outbox_is_kept BEFORE DELETE ON outbox WHEN OLD.state = 'pending'
        BEGIN SELECT RAISE(ABORT, 'the outbox entry is pending'); END;

        """
}
