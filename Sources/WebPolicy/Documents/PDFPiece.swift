// SPDX-License-Identifier: Apache-2.0
internal import Inflation

/// A piece of a PDF file (ISO 32000-1): its information dictionary (§14.3.3) and its XMP packet (§14.3.2).
struct PDFPiece {
    private let bytes: [UInt8]

    /// Streams of objects that are looked into, and bytes of each.
    private static let mostStreams = 32
    private static let longestStream = 262_144
    /// Bytes from a stream's type to the stream.
    private static let longestDictionary = 1024

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Nil where the strings are encrypted, and nothing else tells.
    var traces: Set<DocumentTrace>? {
        var found = packetTraces
        guard bytes.index(of: Array("/Encrypt".utf8), from: 0) == nil else {
            return found.isEmpty ? nil : found
        }
        found.formUnion(Self.dictionaryTraces(bytes))
        for stream in objectStreams { found.formUnion(Self.dictionaryTraces(stream)) }
        return found
    }

    private var packetTraces: Set<DocumentTrace> {
        let authors = bytes.texts(of: "dc:creator") + bytes.texts(of: "pdf:Author")
        let programs = bytes.texts(of: "pdf:Producer") + bytes.texts(of: "xmp:CreatorTool")
        return Set(authors.compactMap(DocumentTrace.author) + programs.compactMap(DocumentTrace.software))
    }

    private static func dictionaryTraces(_ bytes: [UInt8]) -> Set<DocumentTrace> {
        let programs = texts(of: "/Producer", in: bytes) + texts(of: "/Creator", in: bytes)
        return Set(
            texts(of: "/Author", in: bytes).compactMap(DocumentTrace.author)
                + programs.compactMap(DocumentTrace.software)
        )
    }

    /// Strings that follow a key, at most the first few.
    private static func texts(of key: String, in bytes: [UInt8]) -> [String] {
        let word = Array(key.utf8)
        var texts: [String] = []
        var place = 0
        while texts.count < 8, let start = bytes.index(of: word, from: place) {
            place = start + word.count
            let rest = bytes[place...].drop(while: Self.isSpace)
            switch rest.first {
            case 0x28: texts.append(decoded(literal(rest.dropFirst())))
            case 0x3C where rest.dropFirst().first != 0x3C:
                texts.append(decoded(hexadecimal(rest.dropFirst())))
            default: break
            }
        }
        return texts
    }

    /// A literal string (§7.3.4.2), up to its closing bracket or a bound.
    private static func literal(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        var depth = 0
        var isEscaped = false
        for byte in bytes.prefix(1024) {
            if isEscaped {
                isEscaped = false
                // Octal digits and the like stay as they are: whether there is a name or a number shows all the same.
                text.append(byte)
                continue
            }
            switch byte {
            case 0x5C: isEscaped = true
            case 0x28:
                depth += 1
                text.append(byte)
            case 0x29:
                guard depth > 0 else { return text }
                depth -= 1
                text.append(byte)
            default: text.append(byte)
            }
        }
        return text
    }

    /// A hexadecimal string (§7.3.4.3).
    private static func hexadecimal(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        let digits = bytes.prefix(2048).prefix { $0 != 0x3E }.compactMap { byte -> UInt8? in
            switch byte {
            case 0x30...0x39: byte - 0x30
            case 0x41...0x46: byte - 0x37
            case 0x61...0x66: byte - 0x57
            default: nil
            }
        }
        return stride(from: 0, to: digits.count - digits.count % 2, by: 2).map {
            digits[$0] << 4 | digits[$0 + 1]
        }
    }

    /// A text string (§7.9.2.2).
    private static func decoded(_ bytes: [UInt8]) -> String {
        guard bytes.starts(with: [0xFE, 0xFF]) else {
            return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        }
        let units = stride(from: 2, to: bytes.count - bytes.count % 2, by: 2).map {
            UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
        }
        return String(decoding: units, as: UTF16.self)
    }

    /// Streams of objects (§7.5.7), inflated as far as they go.
    private var objectStreams: [[UInt8]] {
        var streams: [[UInt8]] = []
        var place = 0
        while streams.count < Self.mostStreams, let mark = bytes.index(of: Array("/ObjStm".utf8), from: place)
        {
            place = mark + 7
            let dictionary = Array(bytes[place..<min(place + Self.longestDictionary, bytes.count)])
            guard let length = dictionary.index(of: Array("stream".utf8), from: 0) else { continue }
            var start = place + length + 6
            if start < bytes.count, bytes[start] == 0x0D { start += 1 }
            if start < bytes.count, bytes[start] == 0x0A { start += 1 }
            let end = bytes.index(of: Array("endstream".utf8), from: start) ?? bytes.count
            guard start < end else { continue }
            let packed = Array(bytes[start..<end])
            streams.append(Inflation.inflate(packed, .deflate, limit: Self.longestStream).bytes)
            place = end
        }
        return streams
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x00 || (0x09...0x0D).contains(byte)
    }
}
