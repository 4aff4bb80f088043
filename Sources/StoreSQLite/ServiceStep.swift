// SPDX-License-Identifier: Apache-2.0

extension Schema {
    /// Schema version 6: what happened to the service itself, and which visits were taken over from an earlier cycle.
    ///
    /// Events are signed with the head of the next cycle that ends. A visit says itself when it was made, so `carried` is an
    /// index on what is signed already.
    static let serviceStep =
        """
        CREATE TABLE event (
            id INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            kind TEXT NOT NULL,
            cycle INTEGER REFERENCES cycle,
            body BLOB NOT NULL
        ) STRICT;

        CREATE TABLE carried (
            visit INTEGER PRIMARY KEY REFERENCES visit
        ) STRICT;

        """
        + ["event", "carried"].map(Schema.appendOnly).joined()
}
