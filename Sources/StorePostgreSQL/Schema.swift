// SPDX-License-Identifier: Apache-2.0
#if PostgreSQL
internal import Store
internal import StoreRecords

/// The steps that bring a database from nothing to the present shape.
///
/// Versions are those of the other stores: the same version keeps the same records, in tables of the same names.
struct Schema {
    /// The version that the first script makes.
    static let first = 4

    /// Script `n` makes version `first + n`; one that was released is never edited.
    let scripts: [String]

    static let current = Schema(scripts: [firstTables + writerTable, outboxTables, serviceTables])

    var version: Int { Self.first + scripts.count - 1 }

    private static let stamp = """
        CREATE TABLE chancery_store (
            id BIGINT PRIMARY KEY DEFAULT 1 CHECK (id = 1),
            version BIGINT NOT NULL
        );
        """

    /// Makes or upgrades the tables inside a transaction that holds the store's lock.
    func migrate(_ session: Session) throws {
        var found = try version(of: session)
        if found == nil {
            guard try session.value("SELECT current_setting('server_encoding')") == "UTF8" else {
                throw StoreError.refused(
                    reason: "the database is not in UTF-8; make it with ENCODING 'UTF8' TEMPLATE template0"
                )
            }
            try session.script(Self.stamp)
            try session.run("INSERT INTO chancery_store (version) VALUES ($1)", [.integer(0)])
            found = Self.first - 1
        }
        let done = (found ?? 0) - Self.first + 1
        for script in scripts.dropFirst(done) { try session.script(script) }
        if done < scripts.count {
            try session.run("UPDATE chancery_store SET version = $1", [.integer(Int64(version))])
        }
        try session.script(Self.workTable)
    }

    /// The version of the store that is there, nil where there is none.
    ///
    /// Throws where it is one of a version to come.
    func version(of session: Session) throws -> Int? {
        let isThere = "SELECT to_regclass('chancery_store') IS NOT NULL"
        guard try session.value(isThere) == true else { return nil }
        guard let found: Int = try session.value("SELECT version FROM chancery_store") else {
            throw StoreError.damaged(reason: "the store does not say which version it has")
        }
        guard found <= version else { throw StoreError.newerSchema(found: found, supported: version) }
        guard found >= Self.first else {
            throw StoreError.damaged(reason: "the store has schema version \(found), which never was")
        }
        return found
    }
}
#endif
