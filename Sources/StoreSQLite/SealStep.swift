// SPDX-License-Identifier: Apache-2.0

extension Schema {
    /// The heads of ended cycles, and the keys that sign them.
    ///
    /// `seal.leaves` has the leaves' hashes one after the other, 32 bytes each: they tell which record it is that no longer
    /// is what was signed.
    static let sealStep =
        """
        CREATE TABLE seal (
            cycle INTEGER PRIMARY KEY REFERENCES cycle,
            head BLOB NOT NULL,
            signature BLOB NOT NULL,
            leaves BLOB NOT NULL CHECK (length(leaves) % 32 = 0)
        ) STRICT;

        CREATE TABLE signing_key (
            id INTEGER PRIMARY KEY,
            record BLOB NOT NULL,
            signature BLOB NOT NULL
        ) STRICT;

        DROP TRIGGER cycle_is_sealed_once;
        ALTER TABLE cycle DROP COLUMN root;
        ALTER TABLE cycle DROP COLUMN head;
        ALTER TABLE cycle DROP COLUMN signature;

        """
        + ["seal", "signing_key"].map(Schema.appendOnly).joined()
}
