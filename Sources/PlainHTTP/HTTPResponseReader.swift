// SPDX-License-Identifier: Apache-2.0
/// Reads one response of HTTP/1 as its bytes come (RFC 9112 §6, §7), up to a limit of its body.
package struct HTTPResponseReader: Sendable {
    private enum State {
        case head
        /// So many bytes are still to come.
        case counted(Int)
        case untilClose
        case chunkSize
        case chunk(Int)
        /// The end of line behind a chunk.
        case chunkEnd
        case trailer
    }

    private let limit: Int
    private var state = State.head
    private var isOver = false
    /// Bytes of the head or of a line that is not through yet.
    private var pending: [UInt8] = []
    private var isLineEmpty = false
    private var head: HTTPResponseHead?
    private var body: [UInt8] = []
    private var trailerLines = 0

    private static let longestLine = 4_096
    private static let mostTrailerLines = 64

    package init(limit: Int) { self.limit = limit }

    /// Nil until the response is whole or cannot become so; nothing more is read after that.
    package mutating func read(_ bytes: [UInt8]) -> Result<HTTPResponse, HTTPFault>? {
        var rest = bytes[...]
        do throws(HTTPFault) {
            while !rest.isEmpty, !isOver { try step(&rest) }
        } catch {
            isOver = true
            return .failure(error)
        }
        return isOver ? whole : nil
    }

    /// What it means that the peer closed in order.
    package func closed() -> Result<HTTPResponse, HTTPFault> {
        if case .untilClose = state { return whole }
        if case .head = state, !pending.isEmpty { return .failure(.notHTTP) }
        return .failure(.truncated)
    }

    private var whole: Result<HTTPResponse, HTTPFault> {
        guard let head else { return .failure(.malformed) }
        return .success(HTTPResponse(head: head, body: body))
    }

    private mutating func step(_ rest: inout ArraySlice<UInt8>) throws(HTTPFault) {
        switch state {
        case .head: try readHead(&rest)
        case .counted(let left):
            let taken = try take(left, from: &rest)
            state = .counted(left - taken)
            isOver = taken == left
        case .untilClose: _ = try take(rest.count, from: &rest)
        case .chunkSize:
            guard let line = try readLine(&rest) else { return }
            let size = try Self.chunkSize(line)
            guard size <= limit - body.count else { throw .tooLong }
            state = size == 0 ? .trailer : .chunk(size)
        case .chunk(let left):
            let taken = try take(left, from: &rest)
            state = taken == left ? .chunkEnd : .chunk(left - taken)
        case .chunkEnd:
            guard let line = try readLine(&rest) else { return }
            guard line.isEmpty else { throw .malformed }
            state = .chunkSize
        case .trailer:
            guard let line = try readLine(&rest) else { return }
            trailerLines += 1
            guard trailerLines <= Self.mostTrailerLines else { throw .malformed }
            isOver = line.isEmpty
        }
    }

    /// Moves at most so many bytes to the body; says how many.
    private mutating func take(_ most: Int, from rest: inout ArraySlice<UInt8>) throws(HTTPFault) -> Int {
        let count = min(most, rest.count)
        guard count <= limit - body.count else { throw .tooLong }
        body += rest.prefix(count)
        rest = rest.dropFirst(count)
        return count
    }

    // MARK: Head

    private mutating func readHead(_ rest: inout ArraySlice<UInt8>) throws(HTTPFault) {
        while let byte = rest.popFirst() {
            pending.append(byte)
            guard pending.count < HTTPResponseHead.longest,
                pending.count > 7 || !HTTPResponseHead.isHopeless(pending)
            else { throw .notHTTP }
            if byte == 0x0A, isLineEmpty { return try endHead() }
            if byte != 0x0D { isLineEmpty = byte == 0x0A }
        }
    }

    private mutating func endHead() throws(HTTPFault) {
        guard let head = HTTPResponseHead(pending) else { throw .notHTTP }
        pending = []
        isLineEmpty = false
        // Past the informational ones (RFC 9110 §15.2).
        guard !(100..<200).contains(head.status) || head.status == 101 else { return }
        self.head = head
        if head.status == 101 || head.status == 204 || head.status == 304 {
            isOver = true
            return
        }
        let codings = head.tokens(of: "transfer-encoding")
        if codings.last == "chunked" {
            state = .chunkSize
            return
        }
        guard codings.isEmpty else {
            state = .untilClose
            return
        }
        try readLength(of: head)
    }

    /// Repeated lengths may only say the same (RFC 9112 §6.3).
    private mutating func readLength(of head: HTTPResponseHead) throws(HTTPFault) {
        let lengths = Set(head.tokens(of: "content-length"))
        guard let length = lengths.first else {
            state = .untilClose
            return
        }
        guard lengths.count == 1, length.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw .malformed
        }
        guard let count = Int(length), count <= limit else { throw .tooLong }
        state = .counted(count)
        isOver = count == 0
    }

    // MARK: Chunks

    /// A line without its end; nil until it is whole.
    private mutating func readLine(_ rest: inout ArraySlice<UInt8>) throws(HTTPFault) -> [UInt8]? {
        while let byte = rest.popFirst() {
            if byte == 0x0A {
                if pending.last == 0x0D { pending.removeLast() }
                defer { pending = [] }
                return pending
            }
            pending.append(byte)
            guard pending.count <= Self.longestLine else { throw .malformed }
        }
        return nil
    }

    /// Extensions behind a semicolon say nothing here (RFC 9112 §7.1.1).
    private static func chunkSize(_ line: [UInt8]) throws(HTTPFault) -> Int {
        let digits = String(
            decoding: line.prefix { $0 != UInt8(ascii: ";") && $0 != 0x20 && $0 != 0x09 },
            as: UTF8.self
        )
        guard digits.utf8.count <= 15, !digits.hasPrefix("-"), !digits.hasPrefix("+"),
            let size = Int(digits, radix: 16)
        else { throw .malformed }
        return size
    }
}
