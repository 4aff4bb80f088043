// SPDX-License-Identifier: Apache-2.0
package import Foundation
internal import Glibc
internal import NIOCore
internal import NIOPosix

/// Asks a running daemon over its control socket.
package struct ControlClient: Sendable {
    /// Why there is no conversation.
    package enum Trouble: Error, Hashable, Sendable {
        /// Nobody listens.
        case absent
        /// The socket is there, and this user may not write to it.
        case forbidden
        /// The daemon went, or said what is no answer.
        case brokenOff
    }

    private let path: String

    package init(stateDirectory: URL) { path = ControlSocket.path(in: stateDirectory) }

    /// Sends a request and hands on what is answered; returns the last answer.
    package func ask(_ request: ControlRequest, _ hear: @Sendable (ControlAnswer) async -> Void)
        async throws(Trouble)
        -> ControlAnswer
    {
        let channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>
        do {
            channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(unixDomainSocketPath: path) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try NIOAsyncChannel(wrappingChannelSynchronously: channel)
                    }
                }
        } catch {
            let isDenied = (error as? IOError)?.errnoCode == EACCES
            throw isDenied ? .forbidden : .absent
        }
        do {
            return try await channel.executeThenClose { inbound, outbound in
                try await outbound.write(ByteBuffer(bytes: request.line))
                var lines = AnswerLines()
                for try await part in inbound {
                    for answer in try lines.take(Data(part.readableBytesView)) {
                        guard !answer.isLast else { return answer }
                        await hear(answer)
                    }
                }
                throw Trouble.brokenOff
            }
        } catch {
            throw .brokenOff
        }
    }
}

/// Puts lines together out of what arrives.
struct AnswerLines {
    private var rest = Data()

    /// The answers that are whole now; throws where a line is too long or none.
    mutating func take(_ bytes: Data) throws(ControlClient.Trouble) -> [ControlAnswer] {
        rest.append(bytes)
        var answers: [ControlAnswer] = []
        while let end = rest.firstIndex(of: 0x0A) {
            guard let answer = ControlAnswer(line: Data(rest[..<end])) else { throw .brokenOff }
            answers.append(answer)
            rest = Data(rest[rest.index(after: end)...])
        }
        guard rest.count < ControlAnswer.longestLine else { throw .brokenOff }
        return answers
    }
}
