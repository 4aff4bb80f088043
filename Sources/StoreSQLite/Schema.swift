// SPDX-License-Identifier: Apache-2.0
internal import GRDB

/// The steps that bring a database from nothing to the present shape; step `n` makes schema version `n`.
///
/// A step that has been released is never edited: a change of shape is a new step at the end. No step ever
/// touches a `record` or `body` column, because those bytes are what is hashed and signed.
package struct Schema: Sendable {
    /// One SQL script a version, the first one for version 1.
    package let steps: [String]

    package init(steps: [String]) {
        self.steps = steps
    }

    package static let current = Schema(steps: [
        firstStep, secondStep, bundleStep, sealStep, outboxStep, serviceStep,
    ])

    package var version: Int { steps.count }

    /// Marks the file as Chancery's (`CHNC`), for `file(1)` and for refusing somebody else's database.
    static let applicationID: Int32 = 0x4348_4E43

    var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for (index, script) in steps.enumerated() {
            migrator.registerMigration("v\(index + 1)") { database in
                try database.execute(sql: script)
                try database.execute(sql: "PRAGMA user_version = \(index + 1)")
                try database.execute(sql: "PRAGMA application_id = \(Self.applicationID)")
            }
        }
        return migrator
    }
}
