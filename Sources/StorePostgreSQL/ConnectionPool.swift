// SPDX-License-Identifier: Apache-2.0
#if PostgreSQL
internal import Dispatch
internal import Foundation

/// Some connections to one server, each with one caller at a time; who finds none free waits in line.
actor ConnectionPool {
    private nonisolated let address: String
    private nonisolated let passwords: String?
    private let most: Int
    private var idle: [Connection] = []
    private var lent = 0
    private var waiters: [CheckedContinuation<Void, Never>] = []
    private var isClosed = false
    /// libpq waits for the server in a thread, which must not be one that the program's tasks run on.
    private nonisolated let queue = DispatchQueue(label: "chancery.store", attributes: .concurrent)

    init(_ address: String, passwords: String?, most: Int) {
        self.address = address
        self.passwords = passwords
        self.most = max(1, most)
    }

    /// Runs a body with a connection of its own, on a thread that may wait.
    ///
    /// A connection that is lost, or that the body leaves within a transaction, is not used again.
    nonisolated func run<Value: Sendable>(_ body: @Sendable @escaping (Connection) throws -> Value)
        async throws -> Value
    {
        let kept = try await take()
        let (address, passwords) = (address, passwords)
        let (connection, answer) = await withCheckedContinuation { continuation in
            queue.async {
                let connection: Connection
                do {
                    connection = try kept ?? Connection(address, passwords: passwords)
                } catch {
                    return continuation.resume(
                        returning: (nil as Connection?, Swift.Result<Value, any Error>.failure(error))
                    )
                }
                let answer = Swift.Result { try body(connection) }
                continuation.resume(returning: (connection, answer))
            }
        }
        await give(connection)
        return try answer.get()
    }

    /// Ends all connections as they come back; every later call throws.
    func close() {
        isClosed = true
        idle = []
    }

    /// Nil where a new one is to be made.
    private func take() async throws(SQLFailure) -> Connection? {
        while lent >= most {
            await withCheckedContinuation { waiters.append($0) }
        }
        guard !isClosed else {
            throw SQLFailure(message: "the store was closed", state: "08003", isLost: false)
        }
        lent += 1
        return idle.popLast()
    }

    private func give(_ connection: Connection?) {
        lent -= 1
        if let connection, !isClosed, !connection.isLost, !connection.isInTransaction {
            idle.append(connection)
        }
        if !waiters.isEmpty { waiters.removeFirst().resume() }
    }
}
#endif
