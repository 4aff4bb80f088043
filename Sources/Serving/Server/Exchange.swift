// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPWire
import NIOCore
import NIOHTTP1

/// One connection: its requests, one after the other, and what is answered to them.
struct Exchange: Sendable {
    typealias Connection = NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>

    /// Of a file at once; the next piece is read when the caller has taken this one.
    static let pieceSize = 64 << 10

    let gate: Gate
    let way: Gate.Way
    let limits: RequestBounds.Limits
    let answer: @Sendable (WebRequest) async -> WebAnswer
    let tally: ServingTally

    /// Prepares a connection that was accepted.
    static func prepare(_ channel: any Channel, _ limits: RequestBounds.Limits) throws -> Connection {
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(IdleStateHandler(allTimeout: limits.silence))
        try pipeline.addHandler(RequestBounds(limits))
        var decoding = NIOHTTPDecoderLimitConfiguration()
        decoding.maxHeaderFieldSize = 8 << 10
        decoding.maxHeaderListSize = 32 << 10
        decoding.maxHeaderFieldCount = 64
        // The exchange itself reads one request after the other, and answers some before they are at their end.
        try pipeline.configureHTTPServerPipeline(
            withPipeliningAssistance: false,
            withErrorHandling: false,
            withOutboundHeaderValidation: true,
            withEncoderConfiguration: HTTPResponseEncoder.Configuration(),
            withDecoderLimitConfiguration: decoding
        )
        try pipeline.addHandler(MalformedRequest())
        return try Connection(wrappingChannelSynchronously: channel)
    }

    /// Serves the connection to its end; whatever goes wrong with it ends it alone.
    func serve(_ connection: Connection) async {
        do {
            try await connection.executeThenClose { inbound, outbound in
                var head: HTTPRequestHead?
                var served = 0
                for try await part in inbound {
                    switch part {
                    case .head(let next):
                        connection.channel.triggerUserOutboundEvent(RequestBounds.Event.taken, promise: nil)
                        guard !next.announcesContent else {
                            try await write(next, to: outbound, closes: true)
                            return
                        }
                        head = next
                    case .body: return
                    case .end:
                        guard let asked = head.take() else { return }
                        served += 1
                        let closes = !asked.isKeepAlive || served >= limits.requestsPerConnection
                        try await write(asked, to: outbound, closes: closes)
                        guard !closes else { return }
                        connection.channel.triggerUserOutboundEvent(
                            RequestBounds.Event.answered,
                            promise: nil
                        )
                    }
                }
            }
        } catch {
            // The caller went, or took too long: there is nobody left to tell.
            tally.count(.brokenOff)
        }
    }

    private func write(
        _ head: HTTPRequestHead,
        to outbound: NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>,
        closes: Bool
    ) async throws {
        let answer = await answered(head)
        tally.count(.answered(status: answer.status))
        try await outbound.write(.head(ResponseParts(answer, at: Date(), closes: closes).head))
        if head.method != .HEAD, answer.status != 304 {
            switch answer.body {
            case .bytes(let bytes):
                if !bytes.isEmpty { try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: bytes)))) }
            case .file(let file, let length): try await write(file, length, to: outbound)
            }
        }
        try await outbound.write(.end(nil))
    }

    private func answered(_ head: HTTPRequestHead) async -> WebAnswer {
        do throws(Problem) {
            let claim = Gate.Claim(
                method: head.method.rawValue,
                target: Array(head.uri.utf8),
                host: head.headers["host"],
                authorization: head.headers["authorization"],
                needsHost: (head.version.major, head.version.minor) >= (1, 1),
                hasBody: head.announcesContent
            )
            let target = try gate.admit(claim, by: way)
            let accept = head.headers["accept"].joined(separator: ",")
            let conditions = head.headers["if-none-match"]
            let condition = conditions.isEmpty ? nil : conditions.joined(separator: ",")
            return await answer(WebRequest(target: target, accept: accept)).revalidated(against: condition)
        } catch {
            return error.answer
        }
    }

    /// Throws where the file is shorter than was said, so that the caller does not take it for whole.
    private func write(
        _ file: URL,
        _ length: Int,
        to outbound: NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>
    ) async throws {
        let handle = try FileHandle(forReadingFrom: file)
        defer { try? handle.close() }
        var left = length
        while left > 0 {
            guard let piece = try handle.read(upToCount: min(left, Self.pieceSize)), !piece.isEmpty else {
                throw CocoaError(.fileReadCorruptFile)
            }
            left -= piece.count
            try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: piece))))
        }
    }
}

extension HTTPRequestHead {
    /// Whether content follows its head (RFC 9112 §6.3).
    fileprivate var announcesContent: Bool {
        headers.contains(name: "transfer-encoding") || headers["content-length"].contains { $0 != "0" }
    }
}
