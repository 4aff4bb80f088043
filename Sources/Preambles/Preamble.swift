// SPDX-License-Identifier: Apache-2.0

/// How one protocol gets from its first byte to TLS: bytes in, bytes out.
///
/// It takes whole units (a line, a message) off the input, so that segment borders mean nothing, and leaves
/// there what comes after its acceptance.
protocol Preamble: Sendable {
    /// What the client says first; empty where the peer greets first.
    var opening: [UInt8] { get }

    /// What is being waited for, for a dialogue that ends here: `the greeting`.
    var awaited: String { get }

    /// What a polite client says when it leaves without TLS; empty where the protocol has nothing.
    var farewell: [UInt8] { get }

    /// Takes the next unit; nil where it is not whole yet.
    mutating func read(_ input: inout PreambleInput) -> PreambleStep?
}

/// What a preamble wants after it took a unit.
enum PreambleStep: Hashable, Sendable {
    /// Look at the next unit.
    case go
    case send([UInt8])
    /// Send these bytes, after which TLS begins without a reply.
    case sendAndAccept([UInt8])
    case end(PreambleEnd)

    static func send(_ line: String) -> PreambleStep { .send(Array((line + "\r\n").utf8)) }
}

/// What came of the peer and was not taken yet.
package struct PreambleInput: Sendable {
    private var bytes: [UInt8] = []
    private var start = 0
    /// Up to where no line end was found.
    private var scanned = 0

    package init() {}

    var unread: ArraySlice<UInt8> { bytes[start...] }
    package var count: Int { bytes.count - start }

    package mutating func append(_ more: some Collection<UInt8>) { bytes += more }

    mutating func take(_ count: Int) -> ArraySlice<UInt8> {
        let end = min(start + max(0, count), bytes.count)
        defer {
            start = end
            scanned = max(scanned, end)
        }
        return bytes[start..<end]
    }

    /// All that is left.
    package mutating func takeAll() -> [UInt8] { Array(take(count)) }

    /// Bytes through the next one of the given value; nil where it has not come yet.
    package mutating func take(through last: UInt8) -> ArraySlice<UInt8>? {
        guard let end = bytes[scanned...].firstIndex(of: last) else {
            scanned = bytes.count
            return nil
        }
        return take(end + 1 - start)
    }
}
