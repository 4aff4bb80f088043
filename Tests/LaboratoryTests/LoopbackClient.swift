// SPDX-License-Identifier: Apache-2.0
import Crypto
import Laboratory
import NIOCore
import NIOPosix

/// One connection to a server of the laboratory, looked at from outside.
enum LoopbackClient {
    enum End: Hashable { case closed, reset, silent }

    struct RawAnswer: Hashable {
        let bytes: [UInt8]
        let end: End

        var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    struct Handshake {
        /// Nil where the handshake failed.
        let facts: TLSSessionFacts?
        let failure: TLSFailure?
        /// What came back for a request.
        let reply: String
        /// Whether close_notify ended the reply.
        let wasClosedPolitely: Bool
    }

    private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    private static func connect(_ endpoint: Laboratory.Endpoint) async throws -> Connection {
        try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: endpoint.address, port: Int(endpoint.port)) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try Connection(wrappingChannelSynchronously: channel)
                }
            }
    }

    /// Sends bytes and listens until the server ends the connection, at most for `patience`.
    static func ask(
        _ endpoint: Laboratory.Endpoint,
        sending bytes: [UInt8] = [],
        patience: Duration = .seconds(5)
    ) async throws -> RawAnswer {
        try await connect(endpoint).executeThenClose { inbound, outbound in
            if !bytes.isEmpty { try? await outbound.write(ByteBuffer(bytes: bytes)) }
            return await withTaskGroup(of: RawAnswer?.self) { group in
                group.addTask { await listen(to: inbound) }
                group.addTask {
                    try? await Task.sleep(for: patience)
                    return nil
                }
                let first = await group.next()
                group.cancelAll()
                if let answer = first ?? nil { return answer }
                let rest = await group.next()
                return RawAnswer(bytes: (rest ?? nil)?.bytes ?? [], end: .silent)
            }
        }
    }

    private static func listen(to inbound: NIOAsyncChannelInboundStream<ByteBuffer>) async -> RawAnswer {
        var bytes: [UInt8] = []
        do {
            for try await buffer in inbound { bytes += buffer.readableBytesView }
            return RawAnswer(bytes: bytes, end: .closed)
        } catch {
            return RawAnswer(bytes: bytes, end: .reset)
        }
    }

    /// A whole handshake by OpenSSL, then perhaps a request.
    static func shakeHands(
        with endpoint: Laboratory.Endpoint,
        _ settings: TLSClientSettings = TLSClientSettings(),
        request: String? = nil
    ) async throws -> Handshake {
        let context = try TLSClientContext(settings)
        return try await connect(endpoint).executeThenClose { inbound, outbound in
            let session = try TLSClientSession(context, serverName: endpoint.host)
            var talk = Talk(session: session, request: request)
            // A server that has closed already makes writing fail; reading tells why.
            try? await outbound.write(ByteBuffer(bytes: talk.proceed()))
            guard !talk.isOver else { return talk.handshake }
            for try await buffer in inbound {
                talk.session.receive(Array(buffer.readableBytesView))
                try? await outbound.write(ByteBuffer(bytes: talk.proceed()))
                if talk.isOver { break }
            }
            return talk.handshake
        }
    }

    /// A handshake and what follows, bytes in and bytes out.
    private struct Talk: ~Copyable {
        var session: TLSClientSession
        /// Nil where there is none.
        private let request: String?
        private var wasAsked = false
        private var failure: TLSFailure?
        private var reply: [UInt8] = []
        private var wasClosedPolitely = false
        private(set) var isOver = false

        init(session: consuming TLSClientSession, request: String?) {
            self.session = session
            self.request = request
        }

        var handshake: Handshake {
            Handshake(
                facts: session.facts(),
                failure: failure,
                reply: String(decoding: reply, as: UTF8.self),
                wasClosedPolitely: wasClosedPolitely
            )
        }

        mutating func proceed() -> [UInt8] {
            switch session.step() {
            case .wantsInput: break
            case .failed(let failure):
                self.failure = failure
                isOver = true
            case .established:
                guard let request else {
                    isOver = true
                    break
                }
                if !wasAsked { _ = session.write(Array(request.utf8)) }
                wasAsked = true
                read()
            }
            return session.takeOutput()
        }

        private mutating func read() {
            while true {
                switch session.read() {
                case .bytes(let bytes): reply += bytes
                case .wantsInput: return
                case .closed:
                    wasClosedPolitely = true
                    isOver = true
                    return
                case .failed:
                    isOver = true
                    return
                }
            }
        }
    }
}

/// Runs a laboratory for as long as the body takes; the port is one that is free.
func withLaboratory<Result: Sendable>(
    _ specimens: [Specimen],
    _ body: (Laboratory) async throws -> Result
) async throws -> Result {
    let laboratory = try await Laboratory.start(specimens, port: 0)
    do {
        let result = try await body(laboratory)
        await laboratory.stop()
        return result
    } catch {
        await laboratory.stop()
        throw error
    }
}

/// Runs one server, sound or with a fault.
func withServer<Result: Sendable>(
    _ fault: Fault? = nil,
    _ body: (Laboratory.Endpoint, Laboratory) async throws -> Result
) async throws -> Result {
    let specimen = Specimen(host: "www.test.example", number: 200, fault: fault)
    return try await withLaboratory([specimen]) { laboratory in
        try await body(laboratory.endpoints[0], laboratory)
    }
}
