// SPDX-License-Identifier: Apache-2.0
#if PostgreSQL
internal import StoreRecords
internal import Synchronization

/// One transaction that writes.
struct Transaction {
    /// Of all stores of Chancery in one database (`CHNC`).
    static let lockKey = "1128812099"

    /// How it stands to others that write.
    enum Lock: String {
        /// One after the other.
        case alone = "pg_advisory_xact_lock"
        /// Beside others that do so, but none that writes alone.
        case beside = "pg_advisory_xact_lock_shared"
        /// Whatever others do.
        case free = ""
    }

    let connection: Connection
    let lock: Lock
    /// Remembers what a `COMMIT` whose answer was lost may have kept.
    let doubt: Doubt

    func run<Value: Sendable>(_ body: (Session) throws -> Value) throws -> Value {
        // Who hangs in the middle of a transaction must not hold up the others.
        try connection.execute(
            """
            BEGIN ISOLATION LEVEL READ COMMITTED;
            SET LOCAL idle_in_transaction_session_timeout = '60s';
            SET LOCAL synchronous_commit = on
            """
        )
        if lock != .free { try connection.execute("SELECT \(lock.rawValue)(\(Self.lockKey))") }
        let session = Session(connection)
        do {
            let value = try body(session)
            let number: String? = try session.value("SELECT pg_current_xact_id_if_assigned()::text")
            if let number { doubt.remember(value, of: number) }
            try connection.execute("COMMIT")
            return value
        } catch {
            if !connection.isLost { try? connection.execute("ROLLBACK") }
            throw error
        }
    }
}

/// The transaction that was being committed when the connection was lost: only the server knows whether it was.
final class Doubt: Sendable {
    private struct Pending: Sendable {
        let number: String
        let value: any Sendable
    }

    private let pending = Mutex<Pending?>(nil)

    func remember(_ value: any Sendable, of number: String) {
        pending.withLock { $0 = Pending(number: number, value: value) }
    }

    /// The value of the transaction where the server says that it was committed; nil where it was not, or never tried.
    ///
    /// Throws `SQLFailure` where the server is away for longer than that.
    func resolve<Value: Sendable>(in pool: ConnectionPool, patience: Duration) async throws -> Value? {
        guard let pending = pending.withLock({ $0 }) else { return nil }
        let start = ContinuousClock.now
        while true {
            do {
                let status: String? = try await pool.run { connection in
                    try Session(connection)
                        .value("SELECT pg_xact_status($1::text::xid8)", [.text(pending.number)])
                }
                if status == "committed" { return pending.value as? Value }
                guard status == "in progress" else { return nil }
            } catch let error as SQLFailure where error.isServerAway {
                // Until it is known, nothing is done twice.
                guard ContinuousClock.now - start < patience else { throw error }
            }
            try await Task.sleep(for: .milliseconds(200))
        }
    }
}

extension Connection {
    /// Ends a transaction that only reads, whatever came of it.
    func ending<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            let value = try body()
            try execute("COMMIT")
            return value
        } catch {
            if !isLost { try? execute("ROLLBACK") }
            throw error
        }
    }
}
#endif
