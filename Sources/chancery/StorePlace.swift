// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Model
internal import Store
internal import StoreSQLite

#if PostgreSQL
internal import StorePostgreSQL
#endif

/// Where the store of a state folder is: a file in it, or a database whose address lies in it.
struct StorePlace {
    /// How long a command that reads waits for a server.
    private static let readingPatience = Duration.seconds(5)

    let folder: URL

    /// The file in the folder, whether or not it is there.
    var file: String { folder.appending(path: "chancery.db").path }

    private var note: URL { folder.appending(path: "store-address") }

    /// The database that was used last; nil where it is the file.
    var address: StoreAddress? {
        guard let text = try? String(contentsOf: note, encoding: .utf8) else { return nil }
        return StoreAddress(text.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    /// Whether there is a store, as far as the folder tells.
    var isThere: Bool { address != nil || FileManager.default.fileExists(atPath: file) }

    /// Notes which store it is from now on; nil for the file.
    func remember(_ address: StoreAddress?) throws {
        if let address {
            guard address != self.address else { return }
            try Data("\(address.text)\n".utf8).write(to: note, options: .atomic)
        } else if FileManager.default.fileExists(atPath: note.path) {
            try FileManager.default.removeItem(at: note)
        }
    }

    /// - Parameter standsBy: a database that another writes is opened all the same, to work for it.
    func open(readOnly: Bool, standsBy: Bool = false) async throws(StoreError) -> any Store {
        guard let address else { return try SQLiteStore(path: file, readOnly: readOnly) }
        return try await Self.open(address, readOnly: readOnly, standsBy: standsBy)
    }

    static func open(_ address: StoreAddress, readOnly: Bool, standsBy: Bool = false)
        async throws(StoreError) -> any Store
    {
        #if PostgreSQL
        if readOnly {
            return try await PostgreSQLStore(
                address: address.text,
                readOnly: true,
                passwords: passwords,
                patience: readingPatience
            )
        }
        return try await PostgreSQLStore(address: address.text, standsBy: standsBy, passwords: passwords)
        #else
        throw unknown(address)
        #endif
    }

    /// The file of passwords that systemd hands over, in the form of `.pgpass`; nil where libpq is to look for its own.
    static var passwords: String? {
        ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"].map { "\($0)/chancery.pgpass" }.flatMap {
            FileManager.default.fileExists(atPath: $0) ? $0 : nil
        }
    }

    /// What a build without the trait says.
    static func unknown(_ address: StoreAddress) -> StoreError {
        .refused(
            reason: "the store is \(address), and this program knows no PostgreSQL; \(StoreAddress.means)"
        )
    }
}
