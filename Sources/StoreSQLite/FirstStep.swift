// SPDX-License-Identifier: Apache-2.0

extension Schema {
    /// Schema version 1.
    ///
    /// Instants are seconds since 1970 UTC. `hash` is a SHA-256 of 32 bytes. `record` and `body` hold
    /// canonical bytes; every other column is an index on them or a reference. What is content-addressed is
    /// written once however often it is seen, so that an unchanged address costs one row of `visit` a cycle.
    static let firstStep = evidenceTables + findingTables + postureTables + appendOnlyTriggers

    /// `cycle.root`, `head` and `signature` were never written; heads have a table of their own since `sealStep`.
    private static let evidenceTables = """
        CREATE TABLE estate (
            id INTEGER PRIMARY KEY,
            hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
            body BLOB NOT NULL
        ) STRICT;

        CREATE TABLE cycle (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            started INTEGER NOT NULL,
            finished INTEGER,
            state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'abandoned')),
            reason TEXT,
            estate INTEGER NOT NULL REFERENCES estate,
            vantage TEXT NOT NULL,
            tool TEXT NOT NULL,
            judged INTEGER,
            root BLOB,
            head BLOB,
            signature BLOB,
            CHECK ((state = 'open') = (finished IS NULL)),
            CHECK ((state = 'abandoned') = (reason IS NOT NULL))
        ) STRICT;
        CREATE UNIQUE INDEX cycle_open ON cycle (state) WHERE state = 'open';

        CREATE TABLE subject (
            id INTEGER PRIMARY KEY,
            scope TEXT NOT NULL,
            name TEXT NOT NULL,
            endpoint TEXT,
            UNIQUE (scope, name)
        ) STRICT;
        CREATE INDEX subject_endpoint ON subject (endpoint) WHERE endpoint IS NOT NULL;

        -- A null body was dropped by retention; its hash stays.
        CREATE TABLE fact (
            id INTEGER PRIMARY KEY,
            hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
            kind TEXT NOT NULL,
            body BLOB
        ) STRICT;

        CREATE TABLE manifest (
            id INTEGER PRIMARY KEY,
            hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
            body BLOB NOT NULL
        ) STRICT;

        CREATE TABLE manifest_fact (
            manifest INTEGER NOT NULL REFERENCES manifest,
            fact INTEGER NOT NULL REFERENCES fact,
            PRIMARY KEY (manifest, fact)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE visit (
            id INTEGER PRIMARY KEY,
            cycle INTEGER NOT NULL REFERENCES cycle,
            subject INTEGER NOT NULL REFERENCES subject,
            manifest INTEGER NOT NULL REFERENCES manifest,
            record BLOB NOT NULL,
            UNIQUE (cycle, subject)
        ) STRICT;

        """

    /// `transition.resolved` says whether a finding that once failed has passed since; `standing` points to
    /// each finding's newest transition and is the only one of these that is ever updated.
    private static let findingTables = """
        CREATE TABLE finding (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            check_id TEXT NOT NULL,
            subject INTEGER NOT NULL REFERENCES subject,
            UNIQUE (check_id, subject)
        ) STRICT;

        CREATE TABLE transition (
            id INTEGER PRIMARY KEY,
            finding INTEGER NOT NULL REFERENCES finding,
            cycle INTEGER NOT NULL REFERENCES cycle,
            state TEXT NOT NULL,
            since INTEGER NOT NULL,
            first_failed INTEGER,
            reopened INTEGER NOT NULL,
            resolved INTEGER NOT NULL CHECK (resolved IN (0, 1)),
            record BLOB NOT NULL
        ) STRICT;
        CREATE INDEX transition_finding ON transition (finding);

        CREATE TABLE standing (
            finding INTEGER PRIMARY KEY REFERENCES finding,
            transition INTEGER NOT NULL REFERENCES transition,
            cycle INTEGER NOT NULL REFERENCES cycle,
            seen INTEGER NOT NULL
        ) STRICT;

        """

    /// `posture_items` is a cache of the newest cycles: items are a pure function of what the other tables
    /// keep.
    private static let postureTables = """
        CREATE TABLE posture (
            cycle INTEGER PRIMARY KEY REFERENCES cycle,
            record BLOB NOT NULL
        ) STRICT;

        CREATE TABLE posture_part (
            id INTEGER PRIMARY KEY,
            hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
            body BLOB NOT NULL
        ) STRICT;

        CREATE TABLE posture_items (
            cycle INTEGER PRIMARY KEY REFERENCES posture,
            body BLOB NOT NULL
        ) STRICT;

        CREATE TABLE report (
            id INTEGER PRIMARY KEY,
            cycle INTEGER NOT NULL REFERENCES cycle,
            written INTEGER NOT NULL,
            format TEXT NOT NULL,
            path TEXT NOT NULL,
            sha256 TEXT NOT NULL
        ) STRICT;

        """

    /// The triggers that keep every row of a table as it is.
    static func appendOnly(_ table: String) -> String {
        """
        CREATE TRIGGER \(table)_is_kept BEFORE DELETE ON \(table)
        BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END;
        CREATE TRIGGER \(table)_is_final BEFORE UPDATE ON \(table)
        BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END;

        """
    }

    /// History cannot be rewritten by accident, nor by a statement typed into a shell.
    private static let appendOnlyTriggers =
        [
            "estate", "subject", "manifest", "manifest_fact", "visit", "finding", "transition", "posture",
            "posture_part", "report",
        ]
        .map(appendOnly)
        .joined() + """
            CREATE TRIGGER fact_is_kept BEFORE DELETE ON fact
            BEGIN SELECT RAISE(ABORT, 'fact is append-only'); END;
            CREATE TRIGGER fact_is_final BEFORE UPDATE OF id, hash, kind ON fact
            BEGIN SELECT RAISE(ABORT, 'fact is append-only'); END;
            CREATE TRIGGER fact_body_is_final BEFORE UPDATE OF body ON fact
            WHEN OLD.body IS NOT NULL AND NEW.body IS NOT NULL
            BEGIN SELECT RAISE(ABORT, 'fact is append-only'); END;

            CREATE TRIGGER cycle_is_kept BEFORE DELETE ON cycle
            BEGIN SELECT RAISE(ABORT, 'cycle is append-only'); END;
            CREATE TRIGGER cycle_is_final BEFORE UPDATE OF id, started, estate, vantage, tool ON cycle
            BEGIN SELECT RAISE(ABORT, 'cycle is append-only'); END;
            CREATE TRIGGER cycle_ends_once BEFORE UPDATE OF state, finished, reason, judged ON cycle
            WHEN OLD.state <> 'open'
            BEGIN SELECT RAISE(ABORT, 'the cycle has ended'); END;
            CREATE TRIGGER cycle_is_sealed_once BEFORE UPDATE OF root, head, signature ON cycle
            WHEN OLD.signature IS NOT NULL
            BEGIN SELECT RAISE(ABORT, 'the cycle is sealed'); END;

            """
}
