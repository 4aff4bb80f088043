// SPDX-License-Identifier: Apache-2.0
#if PostgreSQL
internal import Store

/// Transactions that outlast a server that is away for a while.
struct PatientCalls: Sendable {
    let pool: ConnectionPool
    /// For messages.
    let place: String
    let patience: Duration

    /// Runs one transaction; whatever it throws rolls it back.
    func write<Value: Sendable>(
        _ lock: Transaction.Lock,
        _ body: @Sendable @escaping (Session) throws -> Value
    ) async throws(StoreError) -> Value {
        try await patiently {
            let doubt = Doubt()
            do {
                return try await pool.run { connection in
                    try Transaction(connection: connection, lock: lock, doubt: doubt).run(body)
                }
            } catch let error as SQLFailure where error.isLost {
                guard let value: Value = try await doubt.resolve(in: pool, patience: patience) else {
                    throw error
                }
                return value
            }
        }
    }

    /// Runs queries on one snapshot.
    func read<Value: Sendable>(_ body: @Sendable @escaping (Session) throws -> Value)
        async throws(StoreError) -> Value
    {
        try await patiently {
            try await pool.run { connection in
                try connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                return try connection.ending { try body(Session(connection)) }
            }
        }
    }

    /// Does it again while the server is away, or where others stood in the way, until it has waited long enough.
    private func patiently<Value: Sendable>(_ body: () async throws -> Value) async throws(StoreError)
        -> Value
    {
        let start = ContinuousClock.now
        var pause = Duration.milliseconds(50)
        while true {
            do {
                try Task.checkCancellation()
                return try await body()
            } catch let error as SQLFailure where error.isPassing || error.isServerAway {
                guard ContinuousClock.now - start < patience else { throw StoreError(error, at: place) }
                do { try await Task.sleep(for: pause) } catch { throw StoreError(error, at: place) }
                pause = min(pause * 2, .seconds(2))
            } catch {
                throw StoreError(error, at: place)
            }
        }
    }
}
#endif
