// SPDX-License-Identifier: Apache-2.0
package import Foundation
internal import Inventory
internal import Logging
internal import Model
internal import NIOCore
internal import NIOPosix
internal import Pipeline
internal import ServiceLifecycle
internal import Store

/// Where the control socket lies.
package enum ControlSocket {
    /// The file's name in the state directory.
    package static let fileName = "control.sock"

    package static func path(in stateDirectory: URL) -> String {
        stateDirectory.appending(path: fileName).path
    }
}

/// Answers on the control socket; a socket that cannot be made is tried again, and nothing of it ends the daemon.
struct ControlSide: ServiceLifecycle.Service {
    typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    /// Conversations at once.
    private static let mostConversations = 16
    /// For the request to come.
    private static let patience = TimeAmount.seconds(5)

    let desk: ControlDesk
    let state: DaemonState
    let store: any Store
    let environment: Daemon.Environment
    let logger: Logger

    private var path: String { ControlSocket.path(in: environment.stateDirectory) }

    func run() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        await cancelWhenGracefulShutdown {
            var told = ""
            while !Task.isCancelled {
                do {
                    try await serve(on: group)
                } catch {
                    let trouble = "\(error)"
                    if trouble != told, !Task.isCancelled {
                        logger.error(
                            "the control socket \(path) is not served, to be tried again: \(trouble)"
                        )
                    }
                    told = trouble
                    try? await Task.sleep(for: .seconds(10))
                }
            }
        }
        try? FileManager.default.removeItem(atPath: path)
        try await group.shutdownGracefully()
    }

    /// Until `ControlGroup=` changes, or the task is cancelled.
    private func serve(on group: MultiThreadedEventLoopGroup) async throws {
        let allowed = await state.configuration.settings.schedule.controlGroup
        let server = try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 16)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try Connection(wrappingChannelSynchronously: channel)
                }
            }
        try dress(for: allowed)
        let conversations = Conversations(most: Self.mostConversations)
        try await server.executeThenClose { connections in
            try await withThrowingDiscardingTaskGroup { tasks in
                tasks.addTask {
                    while await state.configuration.settings.schedule.controlGroup == allowed {
                        try await Task.sleep(for: .seconds(10))
                    }
                    try await server.channel.close()
                }
                for try await connection in connections {
                    tasks.addTask {
                        let isFree = await conversations.enter()
                        await converse(over: connection, asOneOf: allowed, isFree: isFree)
                        if isFree { await conversations.leave() }
                    }
                }
            }
        }
    }

    /// One request and what comes of it; whoever goes in between misses the rest, and the cycle goes on.
    private func converse(over connection: Connection, asOneOf group: String?, isFree: Bool) async {
        let channel = connection.channel
        let deadline = channel.eventLoop.scheduleTask(in: Self.patience) { channel.close(promise: nil) }
        let peer = await PeerCredentials.of(channel)
        do {
            try await connection.executeThenClose { inbound, outbound in
                guard let line = try await Self.line(of: inbound) else { return }
                deadline.cancel()
                guard isFree else {
                    return try await outbound.write(
                        ControlAnswer.refused("too many conversations are under way")
                    )
                }
                guard let peer, peer.mayAsk(asOneOf: group) else {
                    logger.warning(
                        "a request on the control socket was refused",
                        metadata: ["by": "\(peer?.name ?? "?")"]
                    )
                    return try await outbound.write(
                        .refused("only root, the service's user and ControlGroup= may ask for a cycle")
                    )
                }
                guard let request = ControlRequest(line: line) else {
                    return try await outbound.write(
                        ControlAnswer.refused("this is no request of \(ControlRequest.format)")
                    )
                }
                for await answer in await answers(to: request, of: peer) {
                    try await outbound.write(ByteBuffer(bytes: answer.line))
                }
            }
        } catch {
            // Who asked is gone, or took too long to ask.
            deadline.cancel()
        }
    }

    /// What comes before the first line feed; nil where there is none, or too much before it.
    private static func line(of inbound: NIOAsyncChannelInboundStream<ByteBuffer>) async throws -> Data? {
        var line = Data()
        for try await part in inbound {
            line.append(contentsOf: part.readableBytesView)
            if let end = line.firstIndex(of: 0x0A) { return line[..<end] }
            guard line.count < ControlRequest.longestLine else { return nil }
        }
        return nil
    }

    private func answers(to request: ControlRequest, of peer: PeerCredentials) async -> AsyncStream<
        ControlAnswer
    > {
        let configuration = await state.configuration
        let now = environment.clock.now()
        let hours = configuration.schedule(state: environment.stateDirectory).hours
        if let hold = hours.hold(at: now, despite: request.despite) { return .only(.held(hold)) }
        guard !configuration.estate.isEmpty else {
            return .only(ControlAnswer(.failed, reason: "nothing is listed to measure"))
        }
        guard store.isOwn else { return .only(.standingBy) }
        let asked = await desk.ask(despite: request.despite, configuration: await state.configurationNumber)
        logger.notice(
            "a cycle was asked for",
            metadata: [
                "by": "\(peer.name)", "despite": "\(request.despite.rawValue)",
                "merged": "\(asked.merged ?? "no")",
            ]
        )
        if let merged = asked.merged {
            let words = "a cycle that was asked for is merged into \(merged)"
            await state.merged("\(words), \(now.formatted(.iso8601))")
            let open = (try? await store.openCycle())?.id
            // What is not in the record is in the journal.
            try? await store.note(ServiceEvent(at: now, kind: .merged, cycle: open, lines: [words]))
        }
        return asked.answers
    }

    /// Only the owner, and the group that was named, may connect.
    private func dress(for group: String?) throws {
        var attributes: [FileAttributeKey: Any] = [.posixPermissions: group == nil ? 0o600 : 0o660]
        if let group { attributes[.groupOwnerAccountName] = group }
        try FileManager.default.setAttributes(attributes, ofItemAtPath: path)
    }
}

/// How many conversations are under way.
private actor Conversations {
    private let most: Int
    private var open = 0

    init(most: Int) { self.most = most }

    /// False where there are too many.
    func enter() -> Bool {
        guard open < most else { return false }
        open += 1
        return true
    }

    func leave() { open -= 1 }
}

extension AsyncStream<ControlAnswer> {
    fileprivate static func only(_ answer: ControlAnswer) -> Self {
        AsyncStream { line in
            line.yield(answer)
            line.finish()
        }
    }
}

extension NIOAsyncChannelOutboundWriter<ByteBuffer> {
    fileprivate func write(_ answer: ControlAnswer) async throws {
        try await write(ByteBuffer(bytes: answer.line))
    }
}

extension ControlAnswer {
    fileprivate static func refused(_ reason: String) -> ControlAnswer {
        ControlAnswer(.refused, reason: reason)
    }
}
