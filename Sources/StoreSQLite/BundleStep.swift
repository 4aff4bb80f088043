// SPDX-License-Identifier: Apache-2.0

extension Schema {
    /// Schema version 3: bundles of observations from missions, as they were signed.
    ///
    /// A null body was dropped by retention; its hash and its signature stay.
    static let bundleStep = """
        CREATE TABLE bundle (
            id INTEGER PRIMARY KEY,
            vantage TEXT NOT NULL,
            started INTEGER NOT NULL,
            finished INTEGER NOT NULL,
            imported INTEGER NOT NULL,
            hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
            signature BLOB NOT NULL,
            body BLOB,
            UNIQUE (vantage, finished)
        ) STRICT;
        CREATE INDEX bundle_finished ON bundle (finished);

        CREATE TRIGGER bundle_is_kept BEFORE DELETE ON bundle
        BEGIN SELECT RAISE(ABORT, 'bundle is append-only'); END;
        CREATE TRIGGER bundle_is_final
        BEFORE UPDATE OF id, vantage, started, finished, imported, hash, signature ON bundle
        BEGIN SELECT RAISE(ABORT, 'bundle is append-only'); END;
        CREATE TRIGGER bundle_body_is_final BEFORE UPDATE OF body ON bundle
        WHEN OLD.body IS NOT NULL AND NEW.body IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'bundle is append-only'); END;

        """
}
