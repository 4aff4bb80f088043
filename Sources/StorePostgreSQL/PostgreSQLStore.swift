// SPDX-License-Identifier: Apache-2.0
#if PostgreSQL
package import Foundation
internal import Model
package import Store
internal import StoreRecords
internal import Synchronization

/// The store in one PostgreSQL database, 13 or later.
///
/// The verbs of `Store` are in the extensions, one file a theme. Every call is one transaction. A connection that is lost
/// is made again, and what it was doing is done again unless the server says that it was committed.
package final class PostgreSQLStore: Store {
    /// How long a call waits for a server that is away before it throws.
    package let patience: Duration
    /// The address without a password.
    package let place: String
    /// What no server answers is soon said to whoever starts the program.
    private static let openingPatience = Duration.seconds(30)

    private let pool: ConnectionPool
    /// Nil for a reader.
    private let lease: WriterLease?
    /// Whether it writes only after it took the right to, by opening or by `lead`.
    private let standsBy: Bool
    private let leading: Leading
    private let renewal: Task<Void, Never>?

    /// Whether the right to write is held, as far as is known here.
    private final class Leading: Sendable {
        let state = Atomic(false)
    }

    /// Opens the store at `address` (`postgresql://…`), and as a writer makes its tables, or brings older ones up to date.
    ///
    /// A writer holds the right to write until it is closed, or did not renew it for a minute; readers need none. Throws
    /// where the server cannot be reached within `patience`, and where the database holds a newer store.
    ///
    /// - Parameters:
    ///   - standsBy: where another has the right to write, it is opened all the same: to read, to do work that is leased, and
    ///     to write as soon as it leads.
    ///   - passwords: a file in the form of `.pgpass`; nil for the one that libpq looks for itself.
    ///   - now: named to whoever finds the store taken.
    package init(
        address: String,
        readOnly: Bool = false,
        standsBy: Bool = false,
        passwords: String? = nil,
        patience: Duration = .seconds(120),
        connections: Int = 4,
        now: Date = Date()
    ) async throws(StoreError) {
        let place = StoreAddress(address)?.shown ?? "postgresql:"
        let pool = ConnectionPool(address, passwords: passwords, most: connections)
        let calls = PatientCalls(pool: pool, place: place, patience: min(patience, Self.openingPatience))
        let leading = Leading()
        (self.patience, self.place, self.pool) = (patience, place, pool)
        (self.standsBy, self.leading) = (standsBy, leading)
        guard !readOnly else {
            (lease, renewal) = (nil, nil)
            try await calls.read { session in try Self.requireStore(session, at: place) }
            return
        }
        let lease = WriterLease(now: now)
        let isTaken = try await calls.write(.alone) { session in
            // Nothing is brought up to date under who leads.
            if standsBy, try Schema.current.version(of: session) == Schema.current.version {
                try Schema.current.migrate(session)
                return try lease.tryTake(session)
            }
            try Schema.current.migrate(session)
            try lease.take(session, at: place)
            return true
        }
        leading.state.store(isTaken, ordering: .relaxed)
        self.lease = lease
        renewal = Task {
            while !Task.isCancelled {
                try? await Task.sleep(for: WriterLease.renewal)
                guard !standsBy || leading.state.load(ordering: .relaxed) else { continue }
                let isHeld = try? await calls.write(.free) { session in try lease.tryTake(session) }
                if isHeld == false { leading.state.store(false, ordering: .relaxed) }
            }
        }
    }

    deinit { renewal?.cancel() }

    /// Ends the connections and lets another write; every later call throws.
    package func close() async throws(StoreError) {
        renewal?.cancel()
        await renewal?.value
        if let lease { try await calls.write(.alone) { session in try lease.release(session) } }
        await pool.close()
    }

    private var calls: PatientCalls { PatientCalls(pool: pool, place: place, patience: patience) }

    private static func requireStore(_ session: Session, at place: String) throws {
        guard let found = try Schema.current.version(of: session) else {
            throw StoreError.refused(reason: "there is no store at \(place) yet")
        }
        guard found == Schema.current.version else {
            throw StoreError.olderSchema(found: found, supported: Schema.current.version)
        }
    }

    /// Runs one transaction; whatever it throws rolls it back.
    func write<Value: Sendable>(
        _ lock: Transaction.Lock = .alone,
        _ body: @Sendable @escaping (Session) throws -> Value
    ) async throws(StoreError) -> Value {
        guard let lease else { throw .refused(reason: "the store \(place) was opened for reading only") }
        let place = place
        let mayTake = !standsBy || isLeading
        do throws(StoreError) {
            return try await calls.write(lock) { session in
                if mayTake {
                    try lease.require(session, at: place)
                } else {
                    try lease.refuse(session, at: place)
                }
                return try body(session)
            }
        } catch {
            if case .locked = error { leads(false) }
            throw error
        }
    }

    /// Runs one transaction on leases, which needs no right to write; whatever it throws rolls it back.
    func work<Value: Sendable>(
        _ lock: Transaction.Lock = .free,
        _ body: @Sendable @escaping (Session, WriterLease) throws -> Value
    ) async throws(StoreError) -> Value {
        guard let lease else { throw .refused(reason: "the store \(place) was opened for reading only") }
        return try await calls.write(lock) { session in try body(session, lease) }
    }

    package var workerName: String { lease?.name ?? "a reader" }

    package var isLeading: Bool { leading.state.load(ordering: .relaxed) }

    func leads(_ isLeading: Bool) { leading.state.store(isLeading, ordering: .relaxed) }

    /// Runs queries on one snapshot.
    func read<Value: Sendable>(_ body: @Sendable @escaping (Session) throws -> Value)
        async throws(StoreError) -> Value
    {
        try await calls.read(body)
    }
}
#endif
