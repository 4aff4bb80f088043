// SPDX-License-Identifier: Apache-2.0
import Foundation
import NIOCore
import NIOPosix

/// A client that sends any bytes, and says what came back until the other side closed.
enum RawClient {
    /// Nil where nobody closed in time; sends the pieces with pauses between them, as far as they are taken.
    static func exchange(
        _ pieces: [String],
        pause: Duration = .zero,
        with port: Int,
        within limit: Duration = .seconds(10)
    ) async throws -> String? {
        try await withThrowingTaskGroup(of: String?.self) { tasks in
            tasks.addTask { try await talk(pieces, pause, port) }
            tasks.addTask {
                try await Task.sleep(for: limit)
                return nil
            }
            defer { tasks.cancelAll() }
            return try await tasks.next() ?? nil
        }
    }

    /// What is answered to one request after which the server closes.
    static func get(_ path: String, _ fields: String = "", port: Int) async throws -> String {
        let request = "GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\(fields)\r\n"
        return try await exchange([request], with: port) ?? "nothing came in time"
    }

    private static func talk(_ pieces: [String], _ pause: Duration, _ port: Int) async throws -> String {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    for piece in pieces {
                        // A server that has heard enough closes while it is spoken to.
                        do { try await outbound.write(ByteBuffer(string: piece)) } catch { return }
                        if pause > .zero { try await Task.sleep(for: pause) }
                    }
                }
                var received = ""
                do {
                    for try await piece in inbound { received += String(buffer: piece) }
                } catch is IOError {
                    // Closed with bytes of ours unread.
                }
                tasks.cancelAll()
                return received
            }
        }
    }
}
