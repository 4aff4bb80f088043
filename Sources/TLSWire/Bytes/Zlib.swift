// SPDX-License-Identifier: Apache-2.0

/// The zlib format (RFC 1950) around DEFLATE (RFC 1951), read only.
package enum Zlib {
    /// The bytes that a stream unfolds to; throws unless they are exactly `count`, and never makes more.
    package static func inflate(_ bytes: [UInt8], count: Int) throws(WireError) -> [UInt8] {
        var reader = ByteReader(bytes)
        let header = try reader.uint16("zlib header")
        guard header >> 8 & 0x0F == 8, header.isMultiple(of: 31), header & 0x20 == 0 else {
            throw .invalid(field: "zlib header", reason: "not DEFLATE without a dictionary")
        }
        var inflater = Inflater(Array(reader.rest()), limit: max(0, count))
        try inflater.run()
        guard inflater.output.count == count else {
            throw .invalid(field: "zlib", reason: "\(inflater.output.count) bytes instead of \(count)")
        }
        var rest = ByteReader(inflater.rest)
        guard try rest.uint32("Adler-32") == adler32(inflater.output) else {
            throw .invalid(field: "Adler-32", reason: "not that of the content")
        }
        try rest.finish("zlib")
        return inflater.output
    }

    /// RFC 1950 §8.2.
    static func adler32(_ bytes: [UInt8]) -> UInt32 {
        var low: UInt32 = 1
        var high: UInt32 = 0
        for byte in bytes {
            low = (low + UInt32(byte)) % 65_521
            high = (high + low) % 65_521
        }
        return high << 16 | low
    }
}

/// Unfolds one DEFLATE stream.
private struct Inflater {
    private let bytes: [UInt8]
    private let limit: Int
    private var position = 0
    private var bits: UInt32 = 0
    private var bitCount = 0
    private(set) var output: [UInt8] = []

    init(_ bytes: [UInt8], limit: Int) {
        self.bytes = bytes
        self.limit = limit
    }

    /// What stands behind the stream.
    var rest: ArraySlice<UInt8> { bytes[position...] }

    mutating func run() throws(WireError) {
        while true {
            let isLast = try take(1) == 1
            switch try take(2) {
            case 0: try copy()
            case 1: try unfold(literals: .fixedLiterals, distances: .fixedDistances)
            case 2: try unfoldDynamic()
            default: throw .invalid(field: "DEFLATE block", reason: "of the reserved type")
            }
            if isLast { break }
        }
        // Bytes that were taken up whole and not used.
        position -= bitCount / 8
        bits = 0
        bitCount = 0
    }

    private mutating func take(_ count: Int) throws(WireError) -> Int {
        while bitCount < count {
            guard position < bytes.count else {
                throw .truncated(field: "DEFLATE", needed: position + 1, available: bytes.count)
            }
            bits |= UInt32(bytes[position]) << bitCount
            position += 1
            bitCount += 8
        }
        let value = bits & (1 << count - 1)
        bits >>= count
        bitCount -= count
        return Int(value)
    }

    private mutating func emit(_ byte: UInt8) throws(WireError) {
        guard output.count < limit else {
            throw .tooLong(field: "DEFLATE", count: output.count + 1, limit: limit)
        }
        output.append(byte)
    }

    /// A stored block (RFC 1951 §3.2.4).
    private mutating func copy() throws(WireError) {
        position -= bitCount / 8
        bits = 0
        bitCount = 0
        let length = try take(16)
        guard try take(16) == length ^ 0xFFFF else {
            throw .invalid(field: "stored block", reason: "its length and the complement differ")
        }
        for _ in 0..<length { try emit(UInt8(truncatingIfNeeded: try take(8))) }
    }

    private mutating func unfold(literals: Code, distances: Code) throws(WireError) {
        while true {
            let symbol = try decode(literals)
            if symbol < 256 {
                try emit(UInt8(truncatingIfNeeded: symbol))
                continue
            }
            guard symbol > 256 else { return }
            guard symbol - 257 < Self.lengths.count else {
                throw .invalid(field: "length code", reason: "\(symbol)")
            }
            let length = Self.lengths[symbol - 257] + (try take(Self.extraLengthBits(symbol)))
            let code = try decode(distances)
            guard code < Self.distances.count else {
                throw .invalid(field: "distance code", reason: "\(code)")
            }
            let distance = Self.distances[code] + (try take(max(0, code / 2 - 1)))
            guard distance <= output.count else {
                throw .invalid(field: "distance", reason: "\(distance) bytes back of \(output.count)")
            }
            for _ in 0..<length { try emit(output[output.count - distance]) }
        }
    }

    /// RFC 1951 §3.2.7.
    private mutating func unfoldDynamic() throws(WireError) {
        let literalCount = try take(5) + 257
        let distanceCount = try take(5) + 1
        let codeCount = try take(4) + 4
        var codeLengths = [Int](repeating: 0, count: 19)
        for symbol in Self.codeOrder.prefix(codeCount) { codeLengths[symbol] = try take(3) }
        let code = try Code(codeLengths)
        var lengths: [Int] = []
        while lengths.count < literalCount + distanceCount {
            let symbol = try decode(code)
            switch symbol {
            case 16:
                guard let last = lengths.last else {
                    throw .invalid(field: "code lengths", reason: "nothing to repeat")
                }
                lengths += [Int](repeating: last, count: try take(2) + 3)
            case 17: lengths += [Int](repeating: 0, count: try take(3) + 3)
            case 18: lengths += [Int](repeating: 0, count: try take(7) + 11)
            default: lengths.append(symbol)
            }
        }
        guard lengths.count == literalCount + distanceCount else {
            throw .invalid(field: "code lengths", reason: "\(lengths.count) of them")
        }
        try unfold(
            literals: Code(Array(lengths.prefix(literalCount))),
            distances: Code(Array(lengths.suffix(distanceCount)))
        )
    }

    /// A bit at a time: the bits of a code word come the highest first.
    private mutating func decode(_ code: Code) throws(WireError) -> Int {
        var word = 0
        var first = 0
        var index = 0
        for length in 1...Code.longest {
            word |= try take(1)
            let count = code.counts[length]
            if word - first < count { return code.symbols[index + word - first] }
            index += count
            first = (first + count) << 1
            word <<= 1
        }
        throw .invalid(field: "code word", reason: "of no symbol")
    }

    private static func extraLengthBits(_ symbol: Int) -> Int {
        symbol < 265 || symbol == 285 ? 0 : (symbol - 261) / 4
    }

    private static let lengths = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163,
        195, 227, 258,
    ]
    private static let distances = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073,
        4097, 6145, 8193, 12_289, 16_385, 24_577,
    ]
    private static let codeOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
}

/// A canonical prefix code (RFC 1951 §3.2.2).
private struct Code {
    static let longest = 15

    /// Symbols of each length; and all of them, by length and then by number.
    let counts: [Int]
    let symbols: [Int]

    /// Throws for lengths that no code can have; one with words to spare is left be, as a code of one symbol is.
    init(_ lengths: [Int]) throws(WireError) {
        var counts = [Int](repeating: 0, count: Self.longest + 1)
        for length in lengths where length > 0 { counts[min(length, Self.longest)] += 1 }
        var left = 1
        for length in 1...Self.longest {
            left = left << 1 - counts[length]
            guard left >= 0 else { throw .invalid(field: "code lengths", reason: "too many short ones") }
        }
        self.init(counts: counts, lengths: lengths)
    }

    private init(counts: [Int], lengths: [Int]) {
        self.counts = counts
        symbols = lengths.indices.filter { lengths[$0] > 0 }
            .sorted { (lengths[$0], $0) < (lengths[$1], $1) }
    }

    private init(fixed lengths: [Int]) {
        var counts = [Int](repeating: 0, count: Self.longest + 1)
        for length in lengths { counts[length] += 1 }
        self.init(counts: counts, lengths: lengths)
    }

    /// RFC 1951 §3.2.6.
    static let fixedLiterals = Code(
        fixed: [Int](repeating: 8, count: 144) + [Int](repeating: 9, count: 112)
            + [Int](repeating: 7, count: 24) + [Int](repeating: 8, count: 8)
    )
    static let fixedDistances = Code(fixed: [Int](repeating: 5, count: 30))
}
