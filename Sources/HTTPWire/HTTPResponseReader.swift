// SPDX-License-Identifier: Apache-2.0

/// How much of a response is read.
package struct HTTPLimits: Hashable, Sendable {
    /// Of all heads and trailers together, and of what frames chunks.
    package var headBytes = 65_536
    package var fields = 256
    /// Of the body as sent.
    package var bodyBytes = 1 << 20
    /// Whether a body that is announced to be longer is not begun, as its beginning is of no use.
    package var wantsAll = false

    package init(
        headBytes: Int = 65_536,
        fields: Int = 256,
        bodyBytes: Int = 1 << 20,
        wantsAll: Bool = false
    ) {
        self.headBytes = headBytes
        self.fields = fields
        self.bodyBytes = bodyBytes
        self.wantsAll = wantsAll
    }
}

/// Reads one response of HTTP/1.0 or 1.1 as browsers would: leniently, to bounds, and noting what is irregular.
///
/// Bytes in, a reading out; how the bytes are cut changes nothing, and each is looked at once.
package struct HTTPResponseReader: Sendable {
    private enum Phase: Hashable {
        case statusLine, fields
        case counted(Int)
        case untilClose
        case chunkSize
        case chunk(Int)
        case chunkEnd, trailers, finished
    }

    private let method: HTTPRequest.Method
    private let limits: HTTPLimits
    private var phase = Phase.statusLine
    private var line: [UInt8] = []
    private var lineBytes = 0
    private var emptyLines = 0
    private var parser = HTTPHeadParser()
    private var informational: [HTTPHead] = []
    private var head: HTTPHead?
    private var body: [UInt8] = []
    private var bodyEnd = HTTPResponse.BodyEnd.none
    private var failure: HTTPReading?
    private var irregularities: Set<HTTPIrregularity> = []
    /// Whether bytes came after the end of the response.
    private var hasSurplus = false

    package init(answering method: HTTPRequest.Method = .get, limits: HTTPLimits = HTTPLimits()) {
        self.method = method
        self.limits = limits
    }

    /// Whether nothing more is to be read.
    package var isFinished: Bool { phase == .finished }

    /// The head is there in full, though its body may not be.
    package var hasHead: Bool { head != nil }

    /// Takes bytes; true where nothing more is to be read.
    package mutating func receive(_ bytes: some Collection<UInt8>) -> Bool {
        var rest = Array(bytes)[...]
        while !rest.isEmpty, phase != .finished {
            switch phase {
            case .statusLine, .fields, .chunkSize, .chunkEnd, .trailers: takeLine(from: &rest)
            case .counted(let left): takeBody(from: &rest, left: left) { $0 == 0 ? nil : .counted($0) }
            case .chunk(let left): takeBody(from: &rest, left: left) { $0 == 0 ? .chunkEnd : .chunk($0) }
            case .untilClose: takeBody(from: &rest, left: .max) { _ in .untilClose }
            case .finished: break
            }
        }
        hasSurplus = hasSurplus || !rest.isEmpty
        return phase == .finished
    }

    /// Whether the response came whole and the server takes another request on the connection (RFC 9112 §9.3).
    package var keepsConnection: Bool {
        guard phase == .finished, failure == nil, !hasSurplus, let head else { return false }
        return head.version == "1.1" && head.status != 101 && [.none, .complete].contains(bodyEnd)
            && !head.tokens(of: "connection").contains("close")
            && irregularities.isDisjoint(with: [.lengthBesideCoding, .unknownTransferCoding])
    }

    /// No more bytes come.
    package mutating func ended() {
        switch phase {
        case .finished: return
        case .statusLine, .fields:
            if phase == .statusLine, informational.isEmpty, lineBytes == 0 {
                failure = .nothing
            } else {
                failure = parser.isHTTP || Self.mayBeHTTP(line) ? .cutOff : .notHTTP
            }
        case .untilClose: bodyEnd = .closed
        // All of the body is there.
        case .trailers: bodyEnd = .complete
        case .counted, .chunkSize, .chunk, .chunkEnd:
            bodyEnd = .cutShort
            irregularities.insert(.cutShort)
        }
        phase = .finished
    }

    /// What was read; before the end, what there is by now.
    package var reading: HTTPReading {
        if let failure { return failure }
        guard let head else { return lineBytes == 0 && informational.isEmpty ? .nothing : .cutOff }
        var irregularities = irregularities
        if !head.conflicts.isEmpty { irregularities.insert(.conflictingFields) }
        return .response(
            HTTPResponse(
                informational: informational,
                head: head,
                body: body,
                bodyEnd: bodyEnd,
                irregularities: irregularities.sorted()
            )
        )
    }

    // MARK: Lines

    private mutating func takeLine(from rest: inout ArraySlice<UInt8>) {
        let end = rest.firstIndex(of: 0x0A)
        let piece = rest[..<(end ?? rest.endIndex)]
        if phase == .statusLine, !Self.mayBeHTTP(Array(line.prefix(5)) + piece.prefix(5)) {
            return fail(.notHTTP)
        }
        lineBytes += piece.count + (end == nil ? 0 : 1)
        guard lineBytes <= limits.headBytes else { return stopAtLimit() }
        line += piece
        rest = end.map { rest[($0 + 1)...] } ?? []
        guard end != nil else { return }
        let hasReturn = line.last == 0x0D
        if hasReturn { line.removeLast() } else { irregularities.insert(.bareLineFeed) }
        let whole = line
        line = []
        finishLine(whole)
    }

    private mutating func stopAtLimit() {
        if head == nil {
            failure = .overlong
        } else {
            bodyEnd = .limit
        }
        phase = .finished
    }

    private mutating func finishLine(_ line: [UInt8]) {
        switch phase {
        case .statusLine:
            guard !line.isEmpty else {
                irregularities.insert(.leadingEmptyLine)
                emptyLines += 1
                if emptyLines > 8 { fail(.notHTTP) }
                return
            }
            guard parser.takeStatusLine(line) else { return fail(.notHTTP) }
            phase = .fields
        case .fields:
            guard line.isEmpty else { return parser.takeField(line, atMost: limits.fields) }
            finishHead()
        case .chunkSize: takeChunkSize(line)
        case .chunkEnd:
            guard line.isEmpty else { return stopAtMalformedChunk() }
            phase = .chunkSize
        case .trailers: if line.isEmpty { finishBody() }
        case .counted, .untilClose, .chunk, .finished: break
        }
    }

    private mutating func fail(_ reading: HTTPReading) {
        failure = reading
        phase = .finished
    }

    private mutating func finishHead() {
        let (made, odd) = parser.finish()
        irregularities.formUnion(odd)
        guard let made else { return fail(.cutOff) }
        if (100..<200).contains(made.status), made.status != 101 {
            informational.append(made)
            phase = .statusLine
            return
        }
        head = made
        let (framing, oddities) = HTTPFraming.of(made, answering: method)
        irregularities.formUnion(oddities)
        switch framing {
        case .none: phase = .finished
        case .counted(0): finishBody()
        case .counted(let length) where isTooLong(length): stopAtLimit()
        case .counted(let length): phase = .counted(length)
        case .chunked: phase = .chunkSize
        case .untilClose: phase = .untilClose
        }
    }

    // MARK: Body

    private mutating func takeChunkSize(_ line: [UInt8]) {
        let digits = line.prefix { $0 != 0x3B && $0 != 0x20 && $0 != 0x09 }
        let text = String(decoding: digits, as: UTF8.self)
        guard !digits.isEmpty, digits.count <= 15, digits.allSatisfy(Self.isHexDigit),
            let size = Int(text, radix: 16)
        else { return stopAtMalformedChunk() }
        if isTooLong(size) { return stopAtLimit() }
        phase = size == 0 ? .trailers : .chunk(size)
    }

    /// Whether so many bytes more are not even begun.
    private func isTooLong(_ more: Int) -> Bool { limits.wantsAll && more > limits.bodyBytes - body.count }

    private mutating func stopAtMalformedChunk() {
        irregularities.insert(.malformedChunk)
        bodyEnd = .cutShort
        phase = .finished
    }

    /// `next` is the phase after so many bytes are left; nil where the body is whole.
    private mutating func takeBody(
        from rest: inout ArraySlice<UInt8>,
        left: Int,
        next: (Int) -> Phase?
    ) {
        let room = limits.bodyBytes - body.count
        let count = min(rest.count, left, room)
        body += rest.prefix(count)
        rest = rest.dropFirst(count)
        let remaining = left == .max ? left : left - count
        if count == room, remaining > 0, !rest.isEmpty {
            bodyEnd = .limit
            phase = .finished
        } else if let phase = next(remaining) {
            self.phase = phase
        } else {
            finishBody()
        }
    }

    private mutating func finishBody() {
        bodyEnd = .complete
        phase = .finished
    }

    /// Whether the bytes so far can begin a status line.
    private static func mayBeHTTP(_ line: [UInt8]) -> Bool {
        zip(line, Array("HTTP/".utf8)).allSatisfy { $0 == $1 || $0 & 0xDF == $1 } || line == [0x0D]
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
        default: false
        }
    }
}
